import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Boards } from '../src/boards.ts';
import type { Http } from '../src/http.ts';
import { Tasks } from '../src/tasks.ts';
import { Views } from '../src/views.ts';
import { Workspaces } from '../src/workspaces.ts';

const OPENAPI = new URL(
  '../../protocol/src/main/resources/dev/parley/protocol/openapi.json',
  import.meta.url,
);

interface Operation {
  operationId: string;
}

/** The operations of openapi.json by method and path, in which `w`, `u`, … are the ids. */
function operations(): Map<string, string> {
  const { paths } = JSON.parse(readFileSync(OPENAPI, 'utf8')) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return new Map(
    Object.entries(paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([verb, { operationId }]) => [
        `${verb.toUpperCase()} ${path
          .replace('{workspaceId}', 'w')
          .replace('{userId}', 'u')
          .replace('{invitationId}', 'i')
          .replace('{boardId}', 'b')
          .replace('{taskId}', 't')
          .replace('{viewId}', 'v')}`,
        operationId,
      ]),
    ),
  );
}

function recorded() {
  const asked: string[] = [];
  const http = {
    askAs: (_: unknown, method: string, path: string, ask: { body?: unknown } = {}) => {
      asked.push(`${method} ${path}`);
      return Promise.resolve({ asked: ask });
    },
  } as unknown as Http;
  const who = {} as never;
  return {
    asked,
    workspaces: new Workspaces(http, who),
    boards: new Boards(http, who),
    tasks: new Tasks(http, who),
    views: new Views(http, who),
  };
}

describe('workspaces', () => {
  it('are asked for as the description of the server says', async () => {
    const { asked, workspaces } = recorded();
    await workspaces.list();
    await workspaces.create({ name: 'Launch' });
    await workspaces.join('code');
    await workspaces.get('w');
    await workspaces.update('w', { name: 'Launch' });
    await workspaces.prefer('w', { starred: true });
    await workspaces.delete('w');
    await workspaces.members('w', { limit: 10 });
    await workspaces.add('w', ['u']);
    await workspaces.changeRole('w', 'u', 'admin');
    await workspaces.remove('w', 'u');
    await workspaces.invitations('w');
    await workspaces.invite('w', { usesMax: 2 });
    await workspaces.revoke('w', 'i');
    const known = operations();
    expect(asked.map((each) => known.get(each))).toEqual([
      'listWorkspaces',
      'createWorkspace',
      'joinWorkspace',
      'getWorkspace',
      'updateWorkspace',
      'updateWorkspacePreferences',
      'deleteWorkspace',
      'listMembers',
      'addMembers',
      'updateMember',
      'removeMember',
      'listWorkspaceInvitations',
      'createWorkspaceInvitation',
      'revokeWorkspaceInvitation',
    ]);
  });
});

describe('boards and tasks', () => {
  it('are asked for as the description of the server says', async () => {
    const { asked, boards, tasks } = recorded();
    await boards.list('w');
    await boards.create('w', { name: 'Launch' });
    await boards.get('b');
    await boards.update('b', { version: 1, name: 'Launch', columns: [] });
    await boards.delete('b');
    await tasks.list('w', { boardId: 'b' });
    await tasks.create('w', { title: 'Write it' });
    await tasks.get('t');
    await tasks.update('t', { version: 1, title: 'Write it well' });
    await tasks.updateAll([{ taskId: 't', version: 1, status: 'done' }]);
    await tasks.delete('t', 2);
    const known = operations();
    expect(asked.map((each) => known.get(each))).toEqual([
      'listBoards',
      'createBoard',
      'getBoard',
      'updateBoard',
      'deleteBoard',
      'listTasks',
      'createTask',
      'getTask',
      'updateTask',
      'updateTasks',
      'deleteTask',
    ]);
  });
});

describe('views', () => {
  it('are asked for as the description of the server says', async () => {
    const { asked, views } = recorded();
    const draft = { name: 'Due soon', shared: false, layout: 'list', query: 'due=week' } as const;
    await views.list('w');
    await views.create('w', draft);
    await views.update('v', { ...draft, version: 1 });
    await views.delete('v');
    const known = operations();
    expect(asked.map((each) => known.get(each))).toEqual([
      'listViews',
      'createView',
      'updateView',
      'deleteView',
    ]);
  });
});
