import type { Parley, SwitchChange } from '@parley/sdk';
import { useEffect, useState } from 'react';
import { useNow, useTalk } from '../shell/hooks.ts';
import { words } from '../shell/strings.ts';
import { ago, fullTime } from '../shell/time.ts';
import { toldOf } from './phase.ts';
import { usePersonName } from './usePersonName.ts';

const PAGE = 20;

function pageOf({ features }: Parley, key: string | null, before?: string) {
  const page = { limit: PAGE, ...(before === undefined ? {} : { before }) };
  const { switches } = features;
  return key === null ? switches.groupChanges(page) : switches.changes(key, page);
}

/** What was changed about a feature, or who was put into which group: who, when, what. */
export function History({ of: key, round }: { of: string | null; round: number }) {
  const { parley } = useTalk();
  const now = useNow();
  const [changes, setChanges] = useState<SwitchChange[] | null>(null);
  const [before, setBefore] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const ids = (changes ?? []).flatMap(({ changedBy, userId }) => [changedBy, userId]);
  const nameOf = usePersonName(ids.filter((each) => each !== null));

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again after every change
  useEffect(() => {
    let over = false;
    pageOf(parley, key).then(
      (page) => {
        if (over) return;
        setChanges(page.changes);
        setBefore(page.nextBefore);
      },
      () => !over && setFailed(true),
    );
    return () => {
      over = true;
    };
  }, [parley, key, round]);

  const more = async (from: string) => {
    try {
      const page = await pageOf(parley, key, from);
      setChanges((known) => [...(known ?? []), ...page.changes]);
      setBefore(page.nextBefore);
    } catch {
      setFailed(true);
    }
  };

  return (
    <div className="switch-more">
      {changes === null && !failed && <p className="soft">{words.rollout.loading}</p>}
      {changes?.length === 0 && <p className="soft">{words.rollout.historyNone}</p>}
      <ol className="switch-changes">
        {(changes ?? []).map((change) => (
          <li key={change.id} className="switch-change">
            <span dir="auto">{toldOf(change, nameOf)}</span>
            <span className="meta">
              {change.changedBy === null ? words.rollout.operator : nameOf(change.changedBy)}
              {' · '}
              <time dateTime={change.changedAt} title={fullTime(change.changedAt)}>
                {ago(change.changedAt, now)}
              </time>
            </span>
          </li>
        ))}
      </ol>
      {before !== null && (
        <button type="button" className="button" onClick={() => void more(before)}>
          {words.rollout.historyMore}
        </button>
      )}
      {failed && (
        <p className="danger" role="alert">
          {words.rollout.failed}
        </p>
      )}
    </div>
  );
}
