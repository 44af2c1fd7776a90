import type { Workspace } from '@parley/sdk';
import { ChevronLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNarrow, useTalk, useWork } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { Link } from '../shell/Link.tsx';
import { back } from '../shell/router.ts';
import { reason, words } from '../shell/strings.ts';
import { Invitations } from './Invitations.tsx';
import { Members } from './Members.tsx';
import { Settings } from './Settings.tsx';
import './crew.css';

/** Does something, and says why it was refused; gives whether it worked. */
export type Attempt = (work: () => Promise<unknown>) => Promise<boolean>;

/** Who is in a workspace, how others come in, and what it is called. */
export default function CrewPage({ workspace: id }: { workspace: string }) {
  const { work } = useTalk();
  const narrow = useNarrow();
  const phase = useWork((state) => state.phase);
  const workspace = useWork((state) => state.workspaces[id]);
  const ready = useWork((state) => state.plans[id] !== undefined);
  useEffect(() => {
    if (workspace !== undefined && !ready) work.choose(id);
  }, [work, workspace, ready, id]);

  return (
    <main className="main" aria-busy={phase === 'loading'}>
      <header className="head">
        {narrow && (
          <IconButton
            icon={ChevronLeft}
            label={words.boards.back}
            onClick={() => back({ at: 'home' })}
          />
        )}
        <div className="head-lines">
          <h1 className="head-title">{words.crew.title}</h1>
          <span className="head-sub" dir="auto">
            {workspace?.name}
          </span>
        </div>
      </header>
      {workspace !== undefined ? (
        <Crew workspace={workspace} />
      ) : phase === 'loading' ? (
        <p className="sr-only" role="status">
          {words.crew.loading}
        </p>
      ) : (
        <div className="center">
          <h2 className="title">{words.crew.missing}</h2>
          <p className="soft">{words.crew.missingHint}</p>
          <Link className="button" to={{ at: 'home' }}>
            {words.boards.toHome}
          </Link>
        </div>
      )}
    </main>
  );
}

function Crew({ workspace }: { workspace: Workspace }) {
  const [failure, setFailure] = useState<string | null>(null);
  const governs = workspace.role === 'owner' || workspace.role === 'admin';
  const attempt: Attempt = async (work) => {
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(reason(error));
      return false;
    }
  };
  return (
    <div className="crew-scroll">
      <div className="page">
        {workspace.role === 'guest' && <p className="soft">{words.crew.guest}</p>}
        {failure !== null && (
          <p className="note note-danger" role="alert">
            {words.people.failed(failure)}
          </p>
        )}
        <Members workspace={workspace} governs={governs} attempt={attempt} />
        {governs && <Invitations workspace={workspace} attempt={attempt} />}
        <Settings workspace={workspace} governs={governs} attempt={attempt} />
      </div>
    </div>
  );
}
