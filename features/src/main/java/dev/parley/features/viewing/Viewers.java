package dev.parley.features.viewing;

import java.util.List;

/// Who looks at a topic.
///
/// @param viewers those who have looked on longest, at most [Limits#VIEWERS_SHOWN_MAX]
/// @param count how many there are
public record Viewers(List<Viewer> viewers, int count) {}
