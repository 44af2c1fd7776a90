// An administrator brings features to people, who see it at once.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { live, openWorld, until } from './world.mjs';

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

const SHOTS = process.env.PARLEY_SHOTS;

async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** Whoever administers the tenant. */
async function administrator() {
  for (const person of await world.people()) {
    await person.signInOverRest();
    const { user } = await person.ask('GET', '/users/me');
    if (user.role === 'owner' || user.role === 'admin') return person;
  }
  throw new Error('nobody administers');
}

describe('features', () => {
  it('are switched on in phases, with a history of who did what', async () => {
    const ada = await administrator();
    const [one, other] = await Promise.all([world.page(), world.page()]);
    await Promise.all([ada.arrive(one, '/rollout'), ada.arrive(other, '/rollout')]);
    const key = `browser.${Date.now().toString(36)}`;
    await one.getByLabel('New feature').fill(key);
    await one.getByRole('button', { name: 'Add', exact: true }).click();
    const card = (page) => page.locator(`[data-switch="${key}"]`);
    await card(one).waitFor();
    await card(other).waitFor();
    await one.getByLabel(`Who has ${key}`).selectOption('beta');
    await until(
      () => other.getByLabel(`Who has ${key}`).inputValue(),
      (value) => value === 'beta',
    );
    await card(other)
      .getByRole('button', { name: `History of ${key}` })
      .click();
    const history = other.locator('.switch-change');
    await until(
      () => history.allTextContents(),
      (lines) => lines.length === 2 && lines[0].startsWith('Internal and beta'),
    );
    await one.getByLabel(`Who has ${key}`).selectOption('share');
    await card(one).getByLabel('Share of the rest, in percent').fill('12.5');
    await card(one).getByRole('button', { name: 'Save' }).click();
    await until(
      () => history.allTextContents(),
      (lines) => lines.length === 3 && lines[0].includes('12.5%'),
    );
  });

  it('tell who was put into which group', async () => {
    const ada = await administrator();
    const page = await world.page();
    await ada.arrive(page, '/rollout');
    await page.getByRole('button', { name: 'History of the groups' }).click();
    await ada.ask('PUT', `/rollout/groups/${ada.id}`, { group: 'beta' });
    const lines = page.locator('.switch-change');
    await until(
      () => lines.allTextContents(),
      (texts) => texts[0]?.startsWith(`${ada.name}: General → Beta`),
    );
    await shot(page, 'rollout-groups');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 800 });
    await lines.first().scrollIntoViewIfNeeded();
    await shot(page, 'rollout-groups-narrow');
    const over = await page
      .locator('.page')
      .evaluate((each) => each.scrollWidth - each.clientWidth);
    assert.equal(over, 0, 'nothing is wider than a phone');
    await ada.ask('PUT', `/rollout/groups/${ada.id}`, { group: 'general' });
    assert.deepEqual(page.faults, []);
  });

  it('take the socket away, and the app goes on asking', async () => {
    const ada = await administrator();
    const page = await world.page();
    await ada.arrive(page, '/');
    await live(page);
    const realtime = (value) => ada.ask('PUT', `/switches/realtime/people/${ada.id}`, { value });
    await realtime(false);
    await page.getByText('Live, every few seconds').waitFor({ timeout: 20_000 });
    await realtime(true);
    await live(page);
    assert.equal(await page.getByText('Live, every few seconds').count(), 0);
  });
});
