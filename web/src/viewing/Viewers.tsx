import type { Viewing } from '@parley/sdk';
import { useEffect, useState } from 'react';
import { firstName } from '../conversations/names.ts';
import { Avatar } from '../people/Avatar.tsx';
import { useSelect, useTalk, useVisible } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';

const SHOWN = 3;

interface Others {
  ids: readonly string[];
  count: number;
}

const nobody: Others = { ids: [], count: 0 };

interface Props {
  topic: string;
  /** Whether nothing else subscribes to the topic while this is shown. */
  alone?: boolean;
}

/** Who else looks at a conversation or task right now; nothing when nobody does. */
export function Viewers({ topic, alone = false }: Props) {
  const { ids, count } = useOthers(topic, alone);
  const names = useSelect((state) => state.names);
  const known = ids.flatMap((userId) => {
    const name = names[userId];
    return name === undefined ? [] : [{ userId, name }];
  });
  if (count === 0) return null;
  const shown = known.slice(0, SHOWN);
  const more = count - shown.length;
  const label = words.viewing.others(
    shown.map(({ name }) => firstName(name)),
    more,
  );
  return (
    <span className="viewers" role="img" aria-label={label} title={label}>
      {shown.map(({ userId, name }) => (
        <Avatar key={userId} id={userId} name={name} size="small" />
      ))}
      {more > 0 && <span className="viewers-more">{words.viewing.more(more)}</span>}
    </span>
  );
}

/** Looks at the topic for as long as the page can be seen. */
function useOthers(topic: string, alone: boolean): Others {
  const talk = useTalk();
  const visible = useVisible();
  const [others, setOthers] = useState(nobody);
  useEffect(() => {
    if (!visible) return;
    const listening = alone ? talk.parley.subscribe(topic, { event: () => undefined }) : null;
    const viewing = talk.parley.viewing(topic, () => {
      const found = othersOf(viewing, talk.parley.me.id);
      talk.names.want(found.ids.slice(0, SHOWN));
      setOthers(found);
    });
    return () => {
      viewing.close();
      listening?.close();
      setOthers(nobody);
    };
  }, [talk, topic, alone, visible]);
  return others;
}

function othersOf(viewing: Viewing, me: string): Others {
  const ids = viewing.viewers.map((each) => each.userId).filter((userId) => userId !== me);
  return { ids, count: Math.max(ids.length, viewing.count - 1) };
}
