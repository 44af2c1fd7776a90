import { useSyncExternalStore } from 'react';

/** One route per thing; every state that a person may want to return to has a URL. */
export type Route =
  | { at: 'home' }
  | { at: 'conversation'; id: string; panel: 'people' | null }
  | { at: 'board'; workspace: string; board: string; task: string | null }
  | { at: 'new' }
  | { at: 'sessions' }
  | { at: 'rollout' }
  /** For those who come with an invitation; it stands in the fragment, which stays here. */
  | { at: 'join' };

export function read(path: string): Route {
  const [first, second, third, fourth, fifth, sixth] = path
    .split('/')
    .filter((part) => part !== '');
  if (first === 'c' && second !== undefined) {
    const id = decodeURIComponent(second);
    return { at: 'conversation', id, panel: third === 'people' ? 'people' : null };
  }
  if (first === 'w' && third === 'b' && second !== undefined && fourth !== undefined) {
    const task = fifth === 't' && sixth !== undefined ? decodeURIComponent(sixth) : null;
    const [workspace, board] = [decodeURIComponent(second), decodeURIComponent(fourth)];
    return { at: 'board', workspace, board, task };
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
    case 'conversation':
      return `/c/${encodeURIComponent(route.id)}${route.panel === null ? '' : `/${route.panel}`}`;
    case 'board': {
      const { workspace, board, task } = route;
      const path = `/w/${encodeURIComponent(workspace)}/b/${encodeURIComponent(board)}`;
      return task === null ? path : `${path}/t/${encodeURIComponent(task)}`;
    }
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
  if (path === location.pathname) return;
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
  return { at: 'conversation', id, panel: null };
}

export function boardRoute(board: { id: string; workspaceId: string }): Route {
  return { at: 'board', workspace: board.workspaceId, board: board.id, task: null };
}

export function taskRoute(board: { id: string; workspaceId: string }, task: string): Route {
  return { at: 'board', workspace: board.workspaceId, board: board.id, task };
}

export function usePath(): string {
  return useSyncExternalStore(listen, () => location.pathname);
}
