// Who is in a workspace, and how others come in.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { live, openWorld, until } from './world.mjs';

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

/** A workspace of the first person with others in it. */
async function workspaceWith(others, role = 'member') {
  const [ada] = await world.people();
  for (const person of [ada, ...others]) await person.signInOverRest();
  const name = `Crew ${Date.now().toString(36)}`;
  const { workspace } = await ada.ask('POST', '/workspaces', { name });
  const userIds = others.map(({ id }) => id);
  if (userIds.length > 0)
    await ada.ask('POST', `/workspaces/${workspace.id}/members`, { userIds, role });
  return { ada, workspace, name, path: `/w/${workspace.id}/people` };
}

async function open(person, path) {
  const page = await person.arrive(await world.page(), path);
  await page.getByRole('heading', { name: 'People and settings' }).waitFor();
  await live(page);
  return page;
}

function members(ada, { id }, accept) {
  return until(async () => (await ada.ask('GET', `/workspaces/${id}/members`)).members, accept);
}

describe('the people of a workspace', () => {
  it('are added, given another role and removed', async () => {
    const [, bob] = await world.people();
    const { ada, workspace, path } = await workspaceWith([]);
    await bob.signInOverRest();
    const page = await open(ada, path);
    await page.getByRole('button', { name: 'Add people' }).click();
    await page.getByRole('combobox', { name: 'Add people' }).fill(bob.firstName);
    await page.getByRole('option', { name: bob.name }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const role = page.getByLabel(`Role of ${bob.name}`);
    await role.selectOption('admin');
    await members(ada, workspace, (all) =>
      all.some((each) => each.userId === bob.id && each.role === 'admin'),
    );
    await page.getByRole('button', { name: `Remove ${bob.name}` }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await role.waitFor({ state: 'detached' });
    await members(ada, workspace, (all) => all.length === 1);
    assert.deepEqual(page.faults, []);
  });

  it('come in by a link that is shown once, and by none that was revoked', async () => {
    const [, bob] = await world.people();
    const { ada, workspace, path, name } = await workspaceWith([]);
    const page = await open(ada, path);
    await page.getByLabel('How many may come').fill('5');
    await page.getByRole('button', { name: 'Make invitation' }).click();
    const link = await page.getByLabel('Link of the invitation').inputValue();
    await page.getByText('0 of 5 used').waitFor();
    const his = await bob.arrive(await world.page(), new URL(link).pathname + new URL(link).hash);
    await his.locator('.workspace-current').waitFor();
    await bob.signInOverRest();
    await members(ada, workspace, (all) => all.some((each) => each.userId === bob.id));
    await page.getByRole('button', { name: 'Revoke the invitation' }).click();
    await page.getByText('No invitation is open.').waitFor();
    const again = await ada.ask('GET', `/workspaces/${workspace.id}/invitations`);
    assert.deepEqual(again.invitations, [], name);
    assert.deepEqual(page.faults, []);
  });

  it('are seen by a guest, who changes nothing', async () => {
    const [, bob] = await world.people();
    const { ada, path } = await workspaceWith([bob], 'guest');
    const page = await open(bob, path);
    await page.locator('.crew-row', { hasText: ada.name }).waitFor();
    await page.getByText('You are a guest here').waitFor();
    assert.equal(await page.locator('.crew-list select').count(), 0);
    assert.equal(await page.getByRole('heading', { name: 'Invitations' }).count(), 0);
    await page.getByRole('button', { name: 'Leave workspace' }).click();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.waitForURL(`${world.url}/`);
  });
});

describe('a workspace', () => {
  it('gets another name before the eyes of others, and is deleted', async () => {
    const [, bob] = await world.people();
    const { ada, workspace, path } = await workspaceWith([bob]);
    const [hers, his] = [await open(ada, path), await open(bob, path)];
    const name = `Renamed ${Date.now().toString(36)}`;
    await hers.getByLabel('Name', { exact: true }).fill(name);
    await hers.getByRole('button', { name: 'Save' }).click();
    await his.locator('.head-sub', { hasText: name }).waitFor();
    await hers.getByRole('button', { name: 'Delete workspace' }).click();
    await hers.getByRole('button', { name: 'Delete', exact: true }).click();
    await hers.waitForURL(`${world.url}/`);
    await his.getByRole('heading', { name: 'This workspace is not here' }).waitFor();
    const { workspaces } = await ada.ask('GET', '/workspaces');
    assert.ok(workspaces.every(({ id }) => id !== workspace.id));
  });
});
