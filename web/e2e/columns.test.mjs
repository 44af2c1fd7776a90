// Changing a board and its columns, before the eyes of another.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { live, openWorld, until } from './world.mjs';

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

/** A workspace of the first two people with a board of its own, and both looking at it. */
async function both(titles = []) {
  const [ada, bob] = await world.people();
  await ada.signInOverRest();
  await bob.signInOverRest();
  const plan = await ada.plan(`Columns ${Date.now().toString(36)}`, [bob], titles);
  const [hers, his] = await Promise.all([world.page(), world.page()]);
  await Promise.all([ada.arrive(hers, plan.path), bob.arrive(his, plan.path)]);
  for (const page of [hers, his]) {
    await head(page, 'To do').waitFor();
    await live(page);
  }
  return { ada, bob, hers, his, ...plan };
}

function head(page, name) {
  return page.locator('.column-head', { has: page.getByRole('heading', { name }) });
}

async function columnsAre(page, expected) {
  await until(
    () => page.locator('.column .column-name').allTextContents(),
    (found) => JSON.stringify(found) === JSON.stringify(expected),
  );
}

async function choose(page, column, item) {
  await page.getByRole('button', { name: `Change column ${column}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function chooseOfBoard(page, item) {
  await page.getByRole('button', { name: 'Change this board' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

function quiet(...pages) {
  for (const page of pages) assert.deepEqual(page.faults, []);
}

describe('a column', () => {
  it('gets another name, for everybody', async () => {
    const { hers, his } = await both();
    await choose(hers, 'Doing', 'Rename');
    await hers.keyboard.type('Going on');
    await hers.keyboard.press('Enter');
    await columnsAre(hers, ['To do', 'Going on', 'Done']);
    await columnsAre(his, ['To do', 'Going on', 'Done']);
    const focused = await hers.evaluate(() => document.activeElement?.ariaLabel);
    assert.equal(focused, 'Change column Going on');
    await choose(his, 'Going on', 'Rename');
    await his.keyboard.type('Something else');
    await his.keyboard.press('Escape');
    await columnsAre(his, ['To do', 'Going on', 'Done']);
    quiet(hers, his);
  });

  it('is added with what a task is in it', async () => {
    const { hers, his, ada, board } = await both();
    await hers.getByRole('button', { name: 'Add column' }).click();
    await hers.getByLabel('Name of the column').fill('Dropped');
    await hers.getByLabel('A task here is').selectOption('Cancelled');
    await hers
      .getByRole('form', { name: 'Add column' })
      .getByRole('button', { name: 'Add' })
      .click();
    await columnsAre(his, ['To do', 'Doing', 'Done', 'Dropped']);
    const found = await ada.ask('GET', `/boards/${board.id}`);
    assert.equal(found.board.columns.at(-1).status, 'cancelled');
    quiet(hers, his);
  });

  it('is dragged to another place by its head', async () => {
    const { hers, his } = await both(['Book the venue']);
    const from = await head(hers, 'To do').boundingBox();
    const to = await head(hers, 'Doing').boundingBox();
    await hers.mouse.move(from.x + 60, from.y + 16);
    await hers.mouse.down();
    await hers.mouse.move(to.x + to.width * 0.8, to.y + 16, { steps: 8 });
    await hers.locator('.column-held').waitFor();
    await hers.mouse.up();
    await columnsAre(his, ['Doing', 'To do', 'Done']);
    await columnsAre(hers, ['Doing', 'To do', 'Done']);
    await hers.locator('.column-held').waitFor({ state: 'detached' });
    quiet(hers, his);
  });

  it('is left where it was by Escape', async () => {
    const { hers, his } = await both();
    const from = await head(hers, 'To do').boundingBox();
    const to = await head(hers, 'Done').boundingBox();
    await hers.mouse.move(from.x + 60, from.y + 16);
    await hers.mouse.down();
    await hers.mouse.move(to.x + 60, to.y + 16, { steps: 8 });
    await hers.locator('.column-held').waitFor();
    await hers.keyboard.press('Escape');
    await columnsAre(hers, ['To do', 'Doing', 'Done']);
    await hers.mouse.up();
    await columnsAre(hers, ['To do', 'Doing', 'Done']);
    quiet(hers, his);
  });

  it('is moved by keys alone', async () => {
    const { hers, his } = await both();
    await hers.getByRole('button', { name: 'Change column To do' }).focus();
    await hers.keyboard.press('Enter');
    await hers.getByRole('menuitem', { name: 'Rename' }).waitFor();
    await hers.keyboard.press('ArrowDown');
    await hers.keyboard.press('Enter');
    await columnsAre(his, ['Doing', 'To do', 'Done']);
    await hers.locator('[aria-live]', { hasText: 'To do: column 2 of 3' }).waitFor();
    await until(
      () => hers.evaluate(() => document.activeElement?.ariaLabel),
      (focused) => focused === 'Change column To do',
    );
    quiet(hers, his);
  });

  it('is deleted when it is empty, and stays while tasks are in it', async () => {
    const { hers, his } = await both(['Book the venue']);
    await choose(hers, 'Doing', 'Delete column');
    await columnsAre(his, ['To do', 'Done']);
    await choose(his, 'To do', 'Delete column');
    await his.locator('.notice', { hasText: '“To do” was not deleted' }).waitFor();
    await columnsAre(his, ['To do', 'Done']);
    await columnsAre(hers, ['To do', 'Done']);
    assert.deepEqual(hers.faults, []);
  });

  it('keeps what two people change of a board at once', async () => {
    const { hers, his, ada, board } = await both();
    const update = /\/boards\/[^/]+$/;
    let released;
    const held = new Promise((resolve) => {
      released = resolve;
    });
    await hers.route(update, async (route) => {
      if (route.request().method() === 'PUT') await held;
      await route.continue();
    });
    await choose(hers, 'Doing', 'Rename');
    await hers.keyboard.type('Going on');
    const asked = hers.waitForRequest((request) => request.method() === 'PUT');
    await hers.keyboard.press('Enter');
    await asked;
    await choose(his, 'Done', 'Move left');
    await columnsAre(his, ['To do', 'Done', 'Doing']);
    released();
    await columnsAre(his, ['To do', 'Done', 'Going on']);
    await columnsAre(hers, ['To do', 'Done', 'Going on']);
    const found = await ada.ask('GET', `/boards/${board.id}`);
    assert.equal(found.board.version, 3);
  });
});

describe('a board', () => {
  it('gets another name, for everybody', async () => {
    const { hers, his } = await both();
    await chooseOfBoard(hers, 'Rename');
    await hers.keyboard.type('Spring');
    await hers.keyboard.press('Enter');
    await his.getByRole('heading', { name: 'Spring' }).waitFor();
    await his.locator('.workspace-row', { hasText: 'Spring' }).waitFor();
    quiet(hers, his);
  });

  it('is deleted when it is empty, and says why not before', async () => {
    const { hers, his } = await both(['Book the venue']);
    await chooseOfBoard(hers, 'Delete board');
    const ask = hers.getByRole('alertdialog', { name: 'Delete board' });
    await ask.getByText('1 task is on this one').waitFor();
    await ask.getByRole('button', { name: 'Close' }).click();
    await hers.locator('.card[data-task]').click();
    await hers.getByRole('button', { name: 'Delete task' }).click();
    await hers.getByRole('button', { name: 'Delete', exact: true }).click();
    await his.locator('.card[data-task]').waitFor({ state: 'detached' });
    await chooseOfBoard(his, 'Delete board');
    await his.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await hers.getByRole('heading', { name: 'This board is not here' }).waitFor();
    await his.getByRole('heading', { name: 'Pick up where you left off' }).waitFor();
    quiet(hers, his);
  });

  it('is changed by no guest', async () => {
    const [ada, bob] = await world.people();
    await ada.signInOverRest();
    await bob.signInOverRest();
    const plan = await ada.plan(`Guests ${Date.now().toString(36)}`, [], []);
    const path = `/workspaces/${plan.workspace.id}/members`;
    await ada.ask('POST', path, { userIds: [bob.id], role: 'guest' });
    const page = await bob.arrive(await world.page(), plan.path);
    await head(page, 'To do').waitFor();
    for (const name of ['Change this board', 'Change column To do', 'Add column']) {
      assert.equal(await page.getByRole('button', { name }).count(), 0);
    }
    quiet(page);
  });
});
