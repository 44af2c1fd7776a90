import type { Board, Workspace } from '@parley/sdk';
import { Check, ChevronsUpDown, Layers, Plus, SquareKanban, UserCheck, Users } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { isShown } from '../boards/filter.ts';
import { NAME_LENGTH_MAX } from '../boards/limits.ts';
import { useTalk, useViews, useWork } from '../shell/hooks.ts';
import { Link } from '../shell/Link.tsx';
import { boardRoute, go, read, usePath, viewRoute } from '../shell/router.ts';
import { reason, words } from '../shell/strings.ts';
import { useMenu } from '../shell/useMenu.ts';

/** In the side bar: the workspace that one is in, its boards, and the way to others. */
export function WorkspaceNav({ board, crew }: { board: string | null; crew: boolean }) {
  const { work } = useTalk();
  const phase = useWork((state) => state.phase);
  const current = useWork((state) => state.workspaces[state.current ?? '']);
  const boards = useWork((state) => state.plans[state.current ?? '']?.boards);
  const [making, setMaking] = useState<'workspace' | 'board' | null>(null);
  const works = current !== undefined && current.role !== 'guest';

  if (phase !== 'ready') return null;
  return (
    <section className="workspace" aria-label={words.workspaces.label}>
      {current !== undefined && <Switch current={current} onNew={() => setMaking('workspace')} />}
      {current === undefined && making === null && (
        <button type="button" className="workspace-row" onClick={() => setMaking('workspace')}>
          <Layers size={16} strokeWidth={1.75} aria-hidden />
          {words.workspaces.new}
        </button>
      )}
      {making === 'workspace' && (
        <Naming
          label={words.workspaces.name}
          onDone={() => setMaking(null)}
          onName={(name) => work.create(name)}
        />
      )}
      {current !== undefined && making !== 'workspace' && (
        <ul className="workspace-boards">
          <li>
            <Link
              className="workspace-row"
              to={{ at: 'crew', workspace: current.id }}
              aria-current={crew ? 'page' : undefined}
            >
              <Users size={16} strokeWidth={1.75} aria-hidden />
              {words.workspaces.people}
            </Link>
          </li>
          {boards?.map((each) => (
            <li key={each.id}>
              <Link
                className="workspace-row"
                to={boardRoute(each)}
                aria-current={each.id === board ? 'page' : undefined}
              >
                <SquareKanban size={16} strokeWidth={1.75} aria-hidden />
                <span className="workspace-name" dir="auto">
                  {each.name}
                </span>
              </Link>
              {each.id === board && <ViewLinks board={each} />}
            </li>
          ))}
          {works && (
            <li>
              {making === 'board' ? (
                <Naming
                  label={words.boards.name}
                  onDone={() => setMaking(null)}
                  onName={async (name) => {
                    const id = await work.createBoard(current.id, name);
                    go(boardRoute({ id, workspaceId: current.id }));
                  }}
                />
              ) : (
                <button
                  type="button"
                  className="workspace-row soft"
                  onClick={() => setMaking('board')}
                >
                  <Plus size={16} strokeWidth={1.75} aria-hidden />
                  {words.boards.new}
                </button>
              )}
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** Below the board that one looks at: its views. */
function ViewLinks({ board }: { board: Board }) {
  const route = read(usePath());
  const views = useViews(board.workspaceId)?.views.filter((each) => each.boardId === board.id);
  if (views === undefined || views.length === 0) return null;
  return (
    <ul className="workspace-views" aria-label={words.saved.list(board.name)}>
      {views.map((view) => (
        <li key={view.id}>
          <Link
            className="workspace-row workspace-view"
            to={viewRoute(view, board)}
            aria-current={route.at === 'board' && isShown(view, route) ? 'page' : undefined}
          >
            <span className="workspace-name" dir="auto">
              {view.name}
            </span>
            {view.shared && (
              <>
                <Users size={14} strokeWidth={1.75} aria-hidden />
                <span className="sr-only">{words.saved.shared}</span>
              </>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Switch({ current, onNew }: { current: Workspace; onNew: () => void }) {
  const { work } = useTalk();
  const workspaces = useWork((state) => state.workspaces);
  const { open, root, trigger, toggle, press, choose } = useMenu();
  const sorted = Object.values(workspaces).sort((a, b) => a.name.localeCompare(b.name));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu inside
    <div className="workspace-switch" ref={root} onKeyDown={press}>
      <button
        ref={trigger}
        type="button"
        className="workspace-row workspace-current"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={toggle}
      >
        <Layers size={16} strokeWidth={1.75} aria-hidden />
        <span className="workspace-name" dir="auto">
          {current.name}
        </span>
        <span className="sr-only">{words.workspaces.switch}</span>
        <ChevronsUpDown size={14} strokeWidth={1.75} aria-hidden className="soft" />
      </button>
      {open && (
        <div className="menu workspace-menu" role="menu" aria-label={words.workspaces.switch}>
          {sorted.map((each) => (
            <button
              key={each.id}
              type="button"
              role="menuitemradio"
              aria-checked={each.id === current.id}
              className="menu-item"
              onClick={choose(() => work.choose(each.id))}
            >
              <span className="menu-check">
                {each.id === current.id && <Check size={14} strokeWidth={2} aria-hidden />}
              </span>
              <span className="workspace-name" dir="auto">
                {each.name}
              </span>
            </button>
          ))}
          {(current.role === 'owner' || current.role === 'admin') && (
            <button
              type="button"
              role="menuitem"
              className="menu-item"
              onClick={choose(() => go({ at: 'enrolment', workspace: current.id }))}
            >
              <UserCheck size={16} strokeWidth={1.75} aria-hidden />
              {words.workspaces.enrolment}
            </button>
          )}
          <button type="button" role="menuitem" className="menu-item" onClick={choose(onNew)}>
            <Plus size={16} strokeWidth={1.75} aria-hidden />
            {words.workspaces.new}
          </button>
        </div>
      )}
    </div>
  );
}

interface NamingProps {
  label: string;
  onName: (name: string) => Promise<unknown>;
  onDone: () => void;
}

/** One line for a name; a refusal keeps it and says why. */
function Naming({ label, onName, onDone }: NamingProps) {
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => input.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await onName(name.trim());
      onDone();
    } catch (error) {
      setFailure(reason(error));
      setBusy(false);
    }
  };
  return (
    <form className="workspace-form" onSubmit={(event) => void submit(event)}>
      <input
        ref={input}
        className="input"
        dir="auto"
        value={name}
        maxLength={NAME_LENGTH_MAX}
        aria-label={label}
        placeholder={label}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onDone();
        }}
      />
      <div className="workspace-buttons">
        <button
          type="submit"
          className="button button-accent"
          disabled={name.trim() === '' || busy}
        >
          {words.workspaces.make}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {words.messages.cancel}
        </button>
      </div>
      {failure !== null && (
        <p className="danger" role="alert">
          {words.people.failed(failure)}
        </p>
      )}
    </form>
  );
}
