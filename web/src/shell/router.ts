import { useSyncExternalStore } from 'react';

/** How a board is laid out. */
export type Layout = 'board' | 'list' | 'calendar';

/** One route per thing; every state that a person may want to return to has a URL. */
export type Route =
  | { at: 'home' }
  /** `message`: the one that is to be shown. */
  | { at: 'conversation'; id: string; panel: 'people' | null; message: string | null }
  | {
      at: 'board';
      workspace: string;
      board: string;
      layout: Layout;
      task: string | null;
      /** What is shown of it, as the query of the URL says it. */
      query: string;
    }
  | { at: 'crew'; workspace: string }
  | { at: 'enrolment'; workspace: string }
  | { at: 'new' }
  | { at: 'sessions' }
  | { at: 'rollout' }
  /** For those who come with an invitation; it stands in the fragment, which stays here. */
  | { at: 'join' };

/** @param path with the query, where there is one */
export function read(path: string): Route {
  const [pathname = '', query = ''] = path.split('?');
  const parts = pathname.split('/').filter((part) => part !== '');
  const [first, second, third, fourth] = parts;
  if (first === 'c' && second !== undefined) {
    const id = decodeURIComponent(second);
    const message = third === 'm' && fourth !== undefined ? decodeURIComponent(fourth) : null;
    return { at: 'conversation', id, panel: third === 'people' ? 'people' : null, message };
  }
  if (first === 'w' && third === 'b' && second !== undefined && fourth !== undefined) {
    const [workspace, board] = [decodeURIComponent(second), decodeURIComponent(fourth)];
    const layout = parts[4] === 'list' || parts[4] === 'calendar' ? parts[4] : 'board';
    const [t, id] = parts.slice(layout === 'board' ? 4 : 5);
    const task = t === 't' && id !== undefined ? decodeURIComponent(id) : null;
    return { at: 'board', workspace, board, layout, task, query };
  }
  if (first === 'w' && second !== undefined && third === 'people') {
    return { at: 'crew', workspace: decodeURIComponent(second) };
  }
  if (first === 'w' && third === 'enrolment' && second !== undefined) {
    return { at: 'enrolment', workspace: decodeURIComponent(second) };
  }
  if (first === 'new') return { at: 'new' };
  if (first === 'sessions') return { at: 'sessions' };
  if (first === 'rollout') return { at: 'rollout' };
  if (first === 'join') return { at: 'join' };
  return { at: 'home' };
}

export function pathOf(route: Route): string {
  switch (route.at) {
    case 'home':
      return '/';
    case 'conversation': {
      const path = `/c/${encodeURIComponent(route.id)}`;
      if (route.panel !== null) return `${path}/${route.panel}`;
      return route.message === null ? path : `${path}/m/${encodeURIComponent(route.message)}`;
    }
    case 'board': {
      const { workspace, board, layout, task, query } = route;
      const path = `/w/${encodeURIComponent(workspace)}/b/${encodeURIComponent(board)}`;
      const laid = layout === 'board' ? path : `${path}/${layout}`;
      const whole = task === null ? laid : `${laid}/t/${encodeURIComponent(task)}`;
      return query === '' ? whole : `${whole}?${query}`;
    }
    case 'enrolment':
      return `/w/${encodeURIComponent(route.workspace)}/enrolment`;
    case 'crew':
      return `/w/${encodeURIComponent(route.workspace)}/people`;
    case 'new':
      return '/new';
    case 'sessions':
      return '/sessions';
    case 'rollout':
      return '/rollout';
    case 'join':
      return '/join';
  }
}

const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

export function go(route: Route, how: 'push' | 'replace' = 'push'): void {
  const path = pathOf(route);
  if (path === usedPath()) return;
  if (how === 'push') history.pushState({ inside: true }, '', path);
  else history.replaceState(history.state, '', path);
  for (const listener of [...listeners]) listener();
}

/** Back within the app; from a page that was opened by its URL, to `fallback`. */
export function back(fallback: Route): void {
  if (history.state?.inside) history.back();
  else go(fallback, 'replace');
}

export function conversationRoute(id: string): Route {
  return { at: 'conversation', id, panel: null, message: null };
}

export function messageRoute(id: string, message: string): Route {
  return { at: 'conversation', id, panel: null, message };
}

interface BoardKey {
  id: string;
  workspaceId: string;
}

export type BoardRoute = Route & { at: 'board' };

export function boardRoute(board: BoardKey, layout: Layout = 'board', query = ''): BoardRoute {
  const { id, workspaceId: workspace } = board;
  return { at: 'board', workspace, board: id, layout, task: null, query };
}

/** Where a view of a board shows it. */
export function viewRoute(view: { layout: Layout; query: string }, board: BoardKey): BoardRoute {
  return boardRoute(board, view.layout, view.query);
}

export function taskRoute(board: BoardKey, task: string): BoardRoute {
  return { ...boardRoute(board), task };
}

function usedPath(): string {
  return location.pathname + location.search;
}

export function usePath(): string {
  return useSyncExternalStore(listen, usedPath);
}
