import type { Board, View } from '@parley/sdk';
import { Bookmark, Pencil, Trash2, UserRound, Users } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { announce } from '../shell/Announcer.tsx';
import { useTalk, useViews, useWork } from '../shell/hooks.ts';
import { IconButton } from '../shell/IconButton.tsx';
import { Link } from '../shell/Link.tsx';
import { type BoardRoute, viewRoute } from '../shell/router.ts';
import { reason, words } from '../shell/strings.ts';
import { useMenu } from '../shell/useMenu.ts';
import { isShown, keptQuery } from './filter.ts';
import { VIEW_NAME_LENGTH_MAX } from './limits.ts';
import { RenameLine } from './RenameLine.tsx';

interface Props {
  board: Board;
  route: BoardRoute;
}

/** The views of a board: to choose one, and to keep what one sees as another. */
export function SavedViews({ board, route }: Props) {
  const { open, root, trigger, toggle, press, choose } = useMenu('.view-link, .view-name');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of what is opened inside
    <div className="views" ref={root} onKeyDown={press}>
      <button
        ref={trigger}
        type="button"
        className="button"
        aria-expanded={open}
        aria-label={words.saved.open}
        onClick={toggle}
      >
        <Bookmark size={14} strokeWidth={1.75} aria-hidden />
        <span className="filter-word">{words.saved.open}</span>
      </button>
      {open && <Panel board={board} route={route} onChosen={choose(() => undefined)} />}
    </div>
  );
}

function Panel({ board, route, onChosen }: Props & { onChosen: () => void }) {
  const { work } = useTalk();
  const kept = useViews(board.workspaceId);
  const role = useWork((state) => state.workspaces[board.workspaceId]?.role);
  const [failure, setFailure] = useState<string | null>(null);
  const views = kept?.views.filter(({ boardId }) => boardId === board.id) ?? [];

  // Nobody tells what others shared meanwhile.
  useEffect(() => void work.views.load(board.workspaceId), [work, board.workspaceId]);

  const act = async (change: Promise<unknown>) => {
    setFailure(null);
    try {
      await change;
      return true;
    } catch (error) {
      setFailure(words.saved.refused(reason(error)));
      return false;
    }
  };
  return (
    <section className="menu views-menu" aria-label={words.saved.list(board.name)}>
      {kept === undefined || kept.phase === 'loading' ? (
        <p className="meta" role="status">
          {words.saved.loading}
        </p>
      ) : kept.phase === 'failed' ? (
        <p className="danger" role="alert">
          {words.saved.failed}{' '}
          <button
            type="button"
            className="button"
            onClick={() => void work.views.load(board.workspaceId)}
          >
            {words.saved.again}
          </button>
        </p>
      ) : views.length === 0 ? (
        <p className="meta">{words.saved.none}</p>
      ) : (
        <ul className="views-list">
          {views.map((view) => (
            <Row
              key={view.id}
              view={view}
              board={board}
              route={route}
              role={role}
              act={act}
              onChosen={onChosen}
            />
          ))}
        </ul>
      )}
      {failure !== null && (
        <p className="danger" role="alert">
          {failure}
        </p>
      )}
      <Save board={board} route={route} shares={role !== 'guest'} act={act} />
    </section>
  );
}

type Act = (change: Promise<unknown>) => Promise<boolean>;

interface RowProps extends Props {
  view: View;
  role: string | undefined;
  act: Act;
  onChosen: () => void;
}

function Row({ view, board, route, role, act, onChosen }: RowProps) {
  const { work, parley } = useTalk();
  const [renaming, setRenaming] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const changes = view.ownerId === parley.me.id || role === 'owner' || role === 'admin';
  const { name, shared } = view;
  const Mark = shared ? Users : UserRound;
  const remove = async () => {
    const next = row.current?.closest('.views-menu')?.querySelector<HTMLElement>('.view-name');
    if (!(await act(work.views.delete(view)))) return;
    announce(words.saved.deleted(name));
    next?.focus();
  };
  if (renaming) {
    return (
      <li className="view-row" ref={row}>
        <RenameLine
          name={name}
          label={words.saved.name}
          lengthMax={VIEW_NAME_LENGTH_MAX}
          onName={(called) => act(work.views.update(view, { name: called }))}
          onDone={(byKey) => {
            setRenaming(false);
            if (byKey) requestAnimationFrame(() => row.current?.querySelector('a')?.focus());
          }}
        />
      </li>
    );
  }
  return (
    <li className="view-row" ref={row}>
      <Link
        className="view-link"
        to={viewRoute(view, board)}
        aria-current={isShown(view, route) ? 'page' : undefined}
        onClick={onChosen}
      >
        <span className="workspace-name" dir="auto">
          {name}
        </span>
        {shared && <span className="sr-only">{words.saved.shared}</span>}
      </Link>
      {changes ? (
        <>
          {role !== 'guest' && (
            <IconButton
              icon={Mark}
              aria-pressed={shared}
              label={shared ? words.saved.unshare(name) : words.saved.shareOne(name)}
              tip="below-end"
              onClick={() => void act(work.views.update(view, { shared: !shared }))}
            />
          )}
          <IconButton
            icon={Pencil}
            label={words.saved.rename(name)}
            tip="below-end"
            onClick={() => setRenaming(true)}
          />
          <IconButton
            icon={Trash2}
            label={words.saved.delete(name)}
            tip="below-end"
            onClick={() => void remove()}
          />
        </>
      ) : (
        <Users size={14} strokeWidth={1.75} aria-hidden className="soft" />
      )}
    </li>
  );
}

interface SaveProps extends Props {
  shares: boolean;
  act: Act;
}

function Save({ board, route, shares, act }: SaveProps) {
  const { work } = useTalk();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const called = name.trim();
    if (called === '' || busy) return;
    setBusy(true);
    const { layout } = route;
    const draft = { name: called, boardId: board.id, shared, layout };
    const query = keptQuery(route.query);
    if (await act(work.views.create(board.workspaceId, { ...draft, query }))) {
      announce(words.saved.saved(called));
      setName('');
      setShared(false);
      input.current?.focus();
    }
    setBusy(false);
  };
  return (
    <form className="views-save" onSubmit={(event) => void submit(event)}>
      <p className="meta" id={hint}>
        {words.saved.saveHint}
      </p>
      <input
        ref={input}
        className="input view-name"
        dir="auto"
        value={name}
        maxLength={VIEW_NAME_LENGTH_MAX}
        aria-label={words.saved.name}
        aria-describedby={hint}
        placeholder={words.saved.name}
        onChange={(event) => setName(event.target.value)}
      />
      {shares && (
        <label className="filter-choice">
          <input
            type="checkbox"
            checked={shared}
            onChange={(event) => setShared(event.target.checked)}
          />
          <span>{words.saved.share}</span>
        </label>
      )}
      <button type="submit" className="button button-accent" disabled={name.trim() === '' || busy}>
        {words.saved.save}
      </button>
    </form>
  );
}
