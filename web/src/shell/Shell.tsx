import { Search, SquarePen } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { ConnectionBanner } from '../connection/ConnectionMark.tsx';
import { ConversationList } from '../conversations/ConversationList.tsx';
import { ConversationView } from '../conversations/ConversationView.tsx';
import { NewConversation } from '../conversations/NewConversation.tsx';
import { nameOf } from '../conversations/names.ts';
import { SessionsPage } from '../sessions/SessionsPage.tsx';
import { byActivity, unreadTotal } from '../state/state.ts';
import { codeGiven, JoinWorkspace } from '../workspaces/JoinWorkspace.tsx';
import { WorkspaceNav } from '../workspaces/WorkspaceNav.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { useNarrow, useSelect, useTalk } from './hooks.ts';
import { IconButton } from './IconButton.tsx';
import { keys, matches, shown, spoken } from './keys.ts';
import { type Command, Palette, ShortcutHelp } from './Palette.tsx';
import { back, conversationRoute, go, type Route, read, usePath } from './router.ts';
import { words } from './strings.ts';
import { useActivity } from './useActivity.ts';

/** Boards come when one is opened, so that the first load stays small. */
const BoardPage = lazy(() => import('../boards/BoardPage.tsx'));
const EnrolmentPage = lazy(() => import('../enrolment/EnrolmentPage.tsx'));
const CrewPage = lazy(() => import('../workspaces/CrewPage.tsx'));

/** Of those who administer, and so seldom. */
const RolloutPage = lazy(() => import('../rollout/RolloutPage.tsx'));

/** The frame: the list beside what was chosen, and on a phone one over the other. */
export function Shell({ onSignOut }: { onSignOut: () => void }) {
  const path = usePath();
  const route = useMemo(() => read(path), [path]);
  const narrow = useNarrow();
  const [over, setOver] = useState<'palette' | 'help' | null>(null);
  const workspace = useSelect((state) => state.workspace);
  const connection = useSelect((state) => state.connection.status);
  const current = route.at === 'conversation' ? route.id : null;
  const atHome = route.at === 'home' || (route.at === 'join' && codeGiven() === null);
  useActivity();
  useTitle(route);

  const step = useSteps(current);
  const commands = useMemo<Command[]>(
    () => [
      { name: words.sidebar.new, shortcut: keys.new, run: () => go({ at: 'new' }) },
      { name: words.palette.next, shortcut: keys.unread, run: () => step('unread') },
      { name: words.menu.sessions, run: () => go({ at: 'sessions' }) },
      { name: words.menu.shortcuts, shortcut: keys.help, run: () => setOver('help') },
      { name: words.menu.signOut, run: onSignOut },
    ],
    [onSignOut, step],
  );

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const action = actionOf(event, route, step, setOver);
      if (action === null) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [route, step]);

  // On a phone the list is the whole page; beside a conversation it is a way to others.
  const Side = narrow ? 'main' : 'nav';
  const Title = narrow ? 'h1' : 'span';
  const list = (
    <Side className="side" aria-label={words.sidebar.navigation}>
      <div className="side-head">
        <Title className="side-title" dir="auto">
          {workspace ?? words.app}
        </Title>
        <IconButton
          icon={SquarePen}
          label={words.sidebar.new}
          shortcut={keys.new}
          tip="below-end"
          onClick={() => go({ at: 'new' })}
        />
      </div>
      <button
        type="button"
        className="side-search"
        aria-keyshortcuts={spoken(keys.palette)}
        onClick={() => setOver('palette')}
      >
        <Search size={14} strokeWidth={1.75} aria-hidden />
        <span>{words.sidebar.search}</span>
        <kbd>{shown(keys.palette)}</kbd>
      </button>
      <div className="side-list">
        <WorkspaceNav
          board={route.at === 'board' ? route.board : null}
          crew={route.at === 'crew'}
        />
        <h2 className="side-heading">{words.sidebar.label}</h2>
        <ConversationList current={current} />
      </div>
      <AccountMenu onSignOut={onSignOut} onHelp={() => setOver('help')} />
    </Side>
  );

  return (
    <div className={`shell shell-${route.at}`} data-connection={connection}>
      <ConnectionBanner />
      <div className="columns">
        {(!narrow || atHome) && list}
        {(!narrow || !atHome) && <Content route={route} />}
      </div>
      {over === 'palette' && <Palette commands={commands} onClose={() => setOver(null)} />}
      {over === 'help' && <ShortcutHelp onClose={() => setOver(null)} />}
    </div>
  );
}

function Content({ route }: { route: Route }) {
  switch (route.at) {
    case 'conversation': {
      const { id, panel, message } = route;
      return <ConversationView key={id} id={id} panel={panel} message={message} />;
    }
    case 'board':
      return (
        <Suspense fallback={<main className="main" aria-busy="true" />}>
          <BoardPage key={route.board} route={route} />
        </Suspense>
      );
    case 'crew':
      return (
        <Suspense fallback={<main className="main" aria-busy="true" />}>
          <CrewPage key={route.workspace} workspace={route.workspace} />
        </Suspense>
      );
    case 'enrolment':
      return (
        <Suspense fallback={<main className="main" aria-busy="true" />}>
          <EnrolmentPage key={route.workspace} workspace={route.workspace} />
        </Suspense>
      );
    case 'new':
      return <NewConversation />;
    case 'sessions':
      return <SessionsPage />;
    case 'rollout':
      return (
        <Suspense fallback={<main className="main" aria-busy="true" />}>
          <RolloutPage />
        </Suspense>
      );
    case 'join': {
      const code = codeGiven();
      return code === null ? <Home /> : <JoinWorkspace code={code} />;
    }
    case 'home':
      return <Home />;
  }
}

function Home() {
  return (
    <main className="main">
      <div className="center">
        <h1 className="title">{words.home.title}</h1>
        <p className="soft">
          {words.home.hint} <kbd>{shown(keys.palette)}</kbd>
        </p>
      </div>
    </main>
  );
}

type Step = 'previous' | 'following' | 'unread';

/** Going through the list by keys. */
function useSteps(current: string | null): (step: Step) => void {
  const talk = useTalk();
  return useCallback(
    (step) => {
      const sorted = byActivity(talk.store.get().conversations);
      const at = sorted.findIndex((each) => each.id === current);
      const around = [...sorted.slice(at + 1), ...sorted.slice(0, Math.max(0, at))];
      const next =
        step === 'previous'
          ? (sorted[at - 1] ?? sorted.at(-1))
          : step === 'following'
            ? (sorted[at + 1] ?? sorted[0])
            : around.find((each) => each.unreadCount > 0);
      if (next !== undefined) go(conversationRoute(next.id));
    },
    [talk, current],
  );
}

function actionOf(
  event: KeyboardEvent,
  route: Route,
  step: (step: Step) => void,
  over: (what: 'palette' | 'help') => void,
): (() => void) | null {
  if (matches(event, keys.palette)) return () => over('palette');
  if (matches(event, keys.help)) return () => over('help');
  if (matches(event, keys.new)) return () => go({ at: 'new' });
  if (matches(event, keys.unread)) return () => step('unread');
  if (matches(event, keys.previous)) return () => step('previous');
  if (matches(event, keys.following)) return () => step('following');
  if (matches(event, keys.people) && route.at === 'conversation') {
    const panel = route.panel === null ? 'people' : null;
    return () => go({ ...route, panel }, panel === null ? 'replace' : 'push');
  }
  if (event.key === 'Escape' && route.at === 'new') return () => back({ at: 'home' });
  if (event.key === 'Escape' && route.at === 'conversation' && route.panel !== null) {
    return () => back(conversationRoute(route.id));
  }
  return null;
}

function useTitle(route: Route): void {
  const unread = useSelect((state) => unreadTotal(state.conversations));
  const name = useSelect((state) => {
    const conversation = route.at === 'conversation' ? state.conversations[route.id] : undefined;
    if (conversation !== undefined) return nameOf(state, conversation);
    if (route.at === 'new') return words.start.title;
    if (route.at === 'sessions') return words.sessions.title;
    if (route.at === 'enrolment') return words.enrolment.title;
    if (route.at === 'crew') return words.crew.title;
    if (route.at === 'rollout') return words.rollout.title;
    return null;
  });
  useEffect(() => {
    const count = unread > 0 ? `(${unread > 999 ? '999+' : unread}) ` : '';
    document.title = `${count}${name === null ? '' : `${name} · `}${words.app}`;
  }, [unread, name]);
}
