// Comments on a task, before two people.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { openWorld, said, until } from './world.mjs';

const SHOTS = process.env.PARLEY_SHOTS;

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

async function shoot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

function card(page, title) {
  return page.locator('.card[data-task]', { hasText: title });
}

function panel(page) {
  return page.locator('.task-panel');
}

function fits(page) {
  return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
}

describe('the comments on a task', () => {
  it('are written by one and read by the other, by keys and on a phone', async () => {
    const [ada, bob] = await world.people();
    await ada.signInOverRest();
    await bob.signInOverRest();
    const name = `Comments ${Date.now().toString(36)}`;
    const plan = await ada.plan(name, [bob], ['Book the venue', 'Order the cake']);
    const hers = await world.page();
    const his = await world.page({ viewport: { width: 390, height: 800 } });
    await ada.arrive(hers, plan.path);
    await bob.arrive(his, plan.path);

    await card(hers, 'Book the venue').focus();
    await hers.keyboard.press('Enter');
    await panel(hers).waitFor();
    await hers.getByRole('button', { name: 'Show comments' }).focus();
    await hers.keyboard.press('Enter');
    await hers.getByText('No comments yet').waitFor();
    await shoot(hers, 'comments-empty');
    await until(
      () => hers.evaluate(() => document.activeElement?.className),
      (focused) => focused.includes('composer-text'),
    );
    await hers.keyboard.type('Which one is it?');
    await hers.keyboard.press('Enter');
    await said(panel(hers), 'Which one is it?').waitFor();

    await card(his, 'Book the venue').click();
    await his.getByRole('button', { name: 'Show comments' }).click();
    await said(panel(his), 'Which one is it?').waitFor();
    await panel(his).locator('.composer-text').fill('The old one, as always.');
    await hers.locator('.strip-typing', { hasText: bob.firstName }).waitFor();
    await his.keyboard.press('Enter');
    await said(panel(hers), 'The old one, as always.').waitFor();
    await shoot(hers, 'comments');
    await shoot(his, 'comments-phone');
    assert.ok(await fits(his));
    await his.emulateMedia({ colorScheme: 'dark' });
    await shoot(his, 'comments-phone-dark');
    assert.equal(await hers.locator('.conversation-row', { hasText: 'Book the venue' }).count(), 0);

    await hers.getByRole('button', { name: 'Close task' }).click();
    await card(hers, 'Order the cake').click();
    await hers.getByRole('button', { name: 'Show comments' }).click();
    await hers.getByText('No comments yet').waitFor();
    await hers.reload();
    await hers.getByRole('button', { name: 'Show comments' }).click();
    await hers.getByText('No comments yet').waitFor();
    for (const page of [hers, his]) assert.deepEqual(page.faults, []);
  });

  it('can be asked for again where they did not load', async () => {
    const [ada] = await world.people();
    await ada.signInOverRest();
    const plan = await ada.plan(`Comments ${Date.now().toString(36)}`, [], ['Book the venue']);
    const page = await world.page();
    await ada.arrive(page, plan.path);
    await card(page, 'Book the venue').click();
    const path = '**/conversation';
    await page.route(path, (route) => route.fulfill({ status: 404, body: '{}' }));
    await page.getByRole('button', { name: 'Show comments' }).click();
    await page.getByText('The comments did not load.').waitFor();
    await shoot(page, 'comments-failed');
    await page.unroute(path);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No comments yet').waitFor();
    assert.deepEqual(page.faults, []);
  });
});
