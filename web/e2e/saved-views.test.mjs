// Views that are kept: one's own, and those that are shared.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { live, openWorld, until } from './world.mjs';

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

/** A board of the first two people, on which the first looks at tasks with a label in a list. */
async function opened() {
  const [ada, bob] = await world.people();
  await ada.signInOverRest();
  await bob.signInOverRest();
  const plan = await ada.plan(`Kept ${Date.now().toString(36)}`, [bob], ['Book the venue']);
  const page = await ada.arrive(await world.page(), `${plan.path}/list?text=venue&sort=-due`);
  await page.locator('.row-task').waitFor();
  await live(page);
  return { ada, bob, page, ...plan };
}

async function keep(page, name, { shared }) {
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByLabel('Name of the view').fill(name);
  if (shared) await page.getByLabel('Share with the workspace').check();
  await page.keyboard.press('Enter');
  await below(page, name).waitFor();
}

/** The link in the side bar. */
function below(page, name) {
  return page.locator('.workspace-view', { hasText: name });
}

describe('a view', () => {
  it('is kept, chosen in the side bar, renamed and deleted', async () => {
    const { page, path } = await opened();
    await keep(page, 'About the venue', { shared: false });
    assert.equal(await below(page, 'About the venue').getAttribute('aria-current'), 'page');
    await page.keyboard.press('Escape');
    await page.goto(world.url + path);
    await page.locator('.card[data-task]').waitFor();
    assert.equal(await below(page, 'About the venue').getAttribute('aria-current'), null);
    await below(page, 'About the venue').click();
    await page.locator('.row-task').waitFor();
    assert.equal(new URL(page.url()).search, '?text=venue&sort=-due');

    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.getByRole('button', { name: 'Rename About the venue' }).click();
    await page.locator('.views-menu .rename').fill('Where');
    await page.keyboard.press('Enter');
    await below(page, 'Where').waitFor();
    await page.getByRole('button', { name: 'Delete Where' }).click();
    await below(page, 'Where').waitFor({ state: 'detached' });
    assert.deepEqual(page.faults, []);
  });

  it('is seen by others once it is shared, and changed by whoever may', async () => {
    const { page, ada, bob, path, workspace } = await opened();
    await keep(page, 'Mine', { shared: false });
    const his = await bob.arrive(await world.page(), path);
    await his.locator('.card[data-task]').waitFor();
    await his.getByRole('button', { name: 'Views', exact: true }).click();
    const panel = his.getByRole('region', { name: 'Views of Launch' });
    await panel.getByText('No views yet').waitFor();
    await his.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Share Mine' }).click();
    await page.getByRole('button', { name: 'Stop sharing Mine' }).waitFor();
    await his.getByRole('button', { name: 'Views', exact: true }).click();
    await panel.getByRole('link', { name: 'Mine' }).waitFor();
    assert.equal(await panel.getByRole('button', { name: 'Delete Mine' }).count(), 0);
    await panel.getByRole('link', { name: 'Mine' }).click();
    await his.locator('.row-task').waitFor();
    await until(
      async () => (await bob.ask('GET', `/workspaces/${workspace.id}/views`)).views.length,
      (found) => found === 1,
    );
    assert.equal((await ada.ask('GET', `/workspaces/${workspace.id}/views`)).views[0].shared, true);
    for (const each of [page, his]) assert.deepEqual(each.faults, []);
  });
});
