/** What the server takes at most. */
export const TITLE_LENGTH_MAX = 500;
export const DESCRIPTION_LENGTH_MAX = 20_000;
export const LABELS_MAX = 20;
export const LABEL_LENGTH_MAX = 50;
export const CHECKLIST_MAX = 100;
export const NAME_LENGTH_MAX = 200;
export const COLUMNS_MAX = 50;
export const VIEW_NAME_LENGTH_MAX = 100;
