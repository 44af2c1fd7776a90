// A message that becomes a task, before two people.
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

function mark(page, title) {
  return page.locator('.message-task', { hasText: title });
}

async function shoot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

describe('a task of a message', () => {
  it('is made where the message stands, and leads back to it', async () => {
    const { ada, bob, room } = await world.pair('Sources');
    const { workspace } = await ada.plan(`Sources ${Date.now().toString(36)}`, [bob], []);
    await bob.say(room, 'Book the venue\nfor forty people');
    for (let i = 1; i <= 90; i++) await bob.say(room, `And then ${i}`);
    const { messages } = await ada.ask('GET', `/conversations/${room.id}/messages?after=0&limit=1`);

    const hers = await world.page();
    await ada.arrive(hers, `/c/${room.id}/m/${messages[0].id}`);
    const row = said(hers, 'Book the venue');
    await row.waitFor();
    await until(
      () => hers.evaluate(() => document.activeElement?.getAttribute('data-id')),
      (focused) => focused === messages[0].id,
    );
    await hers.keyboard.press('t');
    await hers.getByLabel('Make a task in').selectOption(workspace.id);
    await shoot(hers, 'make-task');
    const his = await world.page();
    await bob.arrive(his, `/c/${room.id}/m/${messages[0].id}`);
    await said(his, 'Book the venue').waitFor();
    await hers.getByRole('button', { name: 'Make it' }).click();
    await mark(hers, 'Book the venue').waitFor();
    await mark(his, 'Book the venue').waitFor();
    await shoot(hers, 'message-task');

    await mark(his, 'Book the venue').click();
    const source = his.locator('.task-source a');
    await source.waitFor();
    assert.match(await source.textContent(), new RegExp(`# Sources .* · ${bob.name}, `));
    await shoot(his, 'task-source');
    await his.setViewportSize({ width: 390, height: 800 });
    await shoot(his, 'task-source-phone');
    await source.click();
    await said(his, 'Book the venue').waitFor();
    assert.ok(his.url().endsWith(`/c/${room.id}/m/${messages[0].id}`));
    await shoot(his, 'message-task-phone');

    await his.emulateMedia({ colorScheme: 'dark' });
    await shoot(his, 'message-task-phone-dark');
    const { tasks } = await ada.ask('GET', `/workspaces/${workspace.id}/tasks`);
    await ada.ask('DELETE', `/tasks/${tasks[0].id}`);
    await mark(his, 'Book the venue').waitFor({ state: 'detached' });
    for (const page of [hers, his]) assert.deepEqual(page.faults, []);
  });
});
