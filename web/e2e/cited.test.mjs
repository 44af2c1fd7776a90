// A task that a message cites, before somebody who sees it and somebody who does not.
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

function cited(page, title) {
  return page.locator('.message .cited-card', { hasText: title });
}

describe('a task that is cited', () => {
  it('is found by its title, shown as a card, and hidden from who may not see it', async () => {
    const [ada, bob, cy] = await world.people();
    for (const person of [ada, bob, cy]) await person.signInOverRest();
    const name = `Cited ${Date.now().toString(36)}`;
    const room = await ada.begin(name, [bob, cy]);
    const titles = ['Book the venue', 'Bake the cake', 'Print the cards'];
    const plan = await ada.plan(name, [bob], titles);
    const hers = await world.page();
    const his = await world.page({ viewport: { width: 390, height: 800 } });
    const others = await world.page();
    await ada.arrive(hers, plan.path);
    await hers.locator('.card[data-task]', { hasText: 'Bake the cake' }).waitFor();
    await hers.locator('.conversation-row', { hasText: name }).first().click();
    await bob.enter(his, room);
    await cy.enter(others, room);

    const text = hers.locator('.composer-text');
    await text.click();
    await hers.keyboard.type('Who does #the');
    const options = hers.getByRole('listbox', { name: 'Tasks to cite' }).getByRole('option');
    await until(
      () => options.count(),
      (count) => count === 3,
    );
    await shoot(hers, 'citing');
    await hers.keyboard.press('Escape');
    await until(
      () => options.count(),
      (count) => count === 0,
    );
    await hers.keyboard.type(' ca');
    await until(
      () => options.count(),
      (count) => count === 2,
    );
    await hers.keyboard.press('ArrowDown');
    await hers.keyboard.press('ArrowUp');
    const first = await options.first().textContent();
    await hers.keyboard.press('Enter');
    await until(
      () => text.inputValue(),
      (value) => value === `Who does #${first} `,
    );
    await hers.keyboard.type('by Friday?');
    await shoot(hers, 'citing-chosen');
    await hers.keyboard.press('Enter');

    await cited(hers, first).waitFor();
    await cited(his, first).waitFor();
    await said(others, 'by Friday?').waitFor();
    await cited(others, 'A task that you cannot see').waitFor();
    await shoot(hers, 'cited');
    await shoot(his, 'cited-phone');
    await shoot(others, 'cited-unseen');
    await his.emulateMedia({ colorScheme: 'dark' });
    await shoot(his, 'cited-phone-dark');

    await cited(his, first).click();
    await his.locator('.task-panel').waitFor();
    for (const page of [hers, his, others]) assert.deepEqual(page.faults, []);
  });

  it('may be taken back before it is sent, and is named by its address too', async () => {
    const { ada, bob, room } = await world.pair('Pasted');
    const plan = await ada.plan(`Pasted ${Date.now().toString(36)}`, [bob], ['Book the venue']);
    const { tasks } = await ada.ask('GET', `/workspaces/${plan.workspace.id}/tasks`);
    const hers = await world.page();
    await ada.enter(hers, room);
    const paste = () =>
      hers.locator('.composer-text').evaluate((area, link) => {
        const data = new DataTransfer();
        data.setData('text/plain', link);
        area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
      }, `${world.url}${plan.path}/t/${tasks[0].id}`);
    await paste();
    await hers.getByRole('button', { name: 'Do not cite Book the venue' }).click();
    await hers.locator('.citing-chosen').waitFor({ state: 'detached' });
    await paste();
    await hers.locator('.citing-chosen', { hasText: 'Book the venue' }).waitFor();
    await hers.locator('.composer-text').fill('This one.');
    await hers.keyboard.press('Enter');
    await cited(hers, 'Book the venue').waitFor();
    const { messages } = await bob.ask('GET', `/conversations/${room.id}/messages?after=0`);
    assert.deepEqual(messages.at(-1).taskIds, [tasks[0].id]);
    assert.deepEqual(hers.faults, []);
  });
});
