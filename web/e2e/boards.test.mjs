// Two people at one board.
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
async function both(titles) {
  const [ada, bob] = await world.people();
  await ada.signInOverRest();
  await bob.signInOverRest();
  const plan = await ada.plan(`Boards ${Date.now().toString(36)}`, [bob], titles);
  const [hers, his] = await Promise.all([world.page(), world.page()]);
  await Promise.all([ada.arrive(hers, plan.path), bob.arrive(his, plan.path)]);
  for (const page of [hers, his]) {
    await card(page, titles[0]).waitFor();
    await live(page);
  }
  return { ada, bob, hers, his, ...plan };
}

function card(page, title) {
  return page.locator('.card[data-task]', { hasText: title });
}

function column(page, name) {
  return page.locator('.column', { has: page.getByRole('heading', { name }) });
}

/** The titles in a column, in their order. */
function titles(page, name) {
  return column(page, name).locator('.card-title').allTextContents();
}

async function shows(page, name, expected) {
  await until(
    () => titles(page, name),
    (found) => JSON.stringify(found) === JSON.stringify(expected),
  );
}

async function drag(page, title, to) {
  const from = await card(page, title).boundingBox();
  const target = await to.boundingBox();
  await page.mouse.move(from.x + 40, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 30, { steps: 4 });
  await page.mouse.move(target.x + 60, target.y + 10, { steps: 8 });
  await page.locator('.column-over').waitFor();
  await page.waitForTimeout(100);
  await page.mouse.up();
}

function field(page, name) {
  return page.locator('.task-panel').getByLabel(name, { exact: true });
}

function quiet(...pages) {
  for (const page of pages) assert.deepEqual(page.faults, []);
}

describe('a card', () => {
  it('that one carries is carried before the eyes of the other', async () => {
    const { hers, his } = await both(['Book the venue', 'Invite the guests', 'Order the cake']);
    await drag(hers, 'Book the venue', column(hers, 'Doing').locator('.column-list'));
    await shows(hers, 'Doing', ['Book the venue']);
    await shows(his, 'Doing', ['Book the venue']);
    await shows(his, 'To do', ['Invite the guests', 'Order the cake']);
    await drag(his, 'Order the cake', card(his, 'Invite the guests'));
    await shows(hers, 'To do', ['Order the cake', 'Invite the guests']);
    quiet(hers, his);
  });

  it('is carried by keys, and left where it was by Escape', async () => {
    const { hers, his } = await both(['Book the venue', 'Invite the guests']);
    await card(hers, 'Invite the guests').focus();
    for (const key of ['Space', 'ArrowRight', 'Space']) await hers.keyboard.press(key);
    await shows(his, 'Doing', ['Invite the guests']);
    await hers.locator('[aria-live]', { hasText: 'put down. Doing, 1 of 1' }).waitFor();
    const focused = await hers.evaluate(() => document.activeElement?.textContent);
    assert.match(focused, /Invite the guests/);
    for (const key of ['Space', 'ArrowRight', 'Escape']) await hers.keyboard.press(key);
    await shows(hers, 'Doing', ['Invite the guests']);
    await shows(hers, 'Done', []);
    quiet(hers, his);
  });

  it('is written, opened and deleted', async () => {
    const { hers, his } = await both(['Book the venue']);
    await column(hers, 'Doing').getByRole('button', { name: 'Add task' }).click();
    await hers.locator('.column-form .input').fill('Choose the music');
    await hers.keyboard.press('Enter');
    await shows(his, 'Doing', ['Choose the music']);
    await card(his, 'Choose the music').click();
    await field(his, 'Labels').fill('party');
    await his.keyboard.press('Enter');
    await field(his, 'Checklist').fill('Ask the band');
    await his.keyboard.press('Enter');
    await card(hers, 'Choose the music').getByText('party').waitFor();
    await card(hers, 'Choose the music').getByText('0/1').waitFor();
    await his.getByRole('button', { name: 'Delete task' }).click();
    await his.getByRole('button', { name: 'Delete', exact: true }).click();
    await shows(hers, 'Doing', []);
    quiet(hers, his);
  });
});

describe('what two people change', () => {
  it('both stands where it is not the same', async () => {
    const { hers, his } = await both(['Book the venue']);
    await card(hers, 'Book the venue').click();
    await card(his, 'Book the venue').click();
    await field(hers, 'Title').fill('Book the big venue');
    await field(his, 'Description').fill('With a garden');
    await field(his, 'Description').blur();
    await field(hers, 'Title').blur();
    await shows(his, 'To do', ['Book the big venue']);
    await until(
      () => field(hers, 'Description').inputValue(),
      (text) => text === 'With a garden',
    );
    assert.equal(await hers.locator('.notice').count(), 0);
    quiet(hers, his);
  });

  it('is asked about where it is the same', async () => {
    const { hers, his, bob } = await both(['Book the venue']);
    await card(hers, 'Book the venue').click();
    await card(his, 'Book the venue').click();
    await field(hers, 'Title').fill('Book the big venue');
    await field(his, 'Title').fill('Book the small venue');
    await field(his, 'Title').blur();
    await shows(hers, 'To do', ['Book the small venue']);
    await field(hers, 'Title').blur();
    const notice = hers.locator('.notice', { hasText: `Title was changed by ${bob.name}` });
    await notice.getByText('Book the big venue').waitFor();
    await shows(hers, 'To do', ['Book the small venue']);
    await notice.getByRole('button', { name: 'Use yours' }).click();
    await shows(his, 'To do', ['Book the big venue']);
    assert.equal(await hers.locator('.notice').count(), 0);
    quiet(hers, his);
  });

  it('without a connection is not lost', async () => {
    const { hers, his } = await both(['Book the venue', 'Invite the guests', 'Order the cake']);
    await his.context().setOffline(true);
    await his.locator('.banner').waitFor();
    await card(his, 'Invite the guests').focus();
    for (const key of ['Space', 'ArrowRight', 'Space']) await his.keyboard.press(key);
    await card(his, 'Order the cake').click();
    await field(his, 'Title').fill('Order two cakes');
    await field(his, 'Title').blur();
    await shows(his, 'Doing', ['Invite the guests']);
    await his.locator('.banner', { hasText: '2 waiting' }).waitFor();

    await card(hers, 'Book the venue').focus();
    for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'Space']) {
      await hers.keyboard.press(key);
    }
    await shows(hers, 'Done', ['Book the venue']);
    await shows(hers, 'Doing', []);

    await his.context().setOffline(false);
    await live(his);
    for (const page of [hers, his]) {
      await shows(page, 'To do', ['Order two cakes']);
      await shows(page, 'Doing', ['Invite the guests']);
      await shows(page, 'Done', ['Book the venue']);
    }
    assert.equal(await his.locator('.notice').count(), 0);
    quiet(hers, his);
  });
});

describe('what one changes without a connection', () => {
  it('outlives the page', async () => {
    const { hers, his } = await both(['Book the venue', 'Invite the guests']);
    // The page itself still comes, as from a cache; nothing of the API does.
    const context = his.context();
    let cut = true;
    await context.route('**/api/**', (route) => (cut ? route.abort() : route.continue()));
    await context.routeWebSocket('**/api/**', (socket) =>
      cut ? socket.close() : socket.connectToServer(),
    );
    await context.setOffline(true);
    await his.locator('.banner').waitFor();
    await card(his, 'Book the venue').click();
    await field(his, 'Title').fill('Book the garden');
    await field(his, 'Title').blur();
    await his.locator('.banner', { hasText: '1 waiting' }).waitFor();
    const address = his.url();
    await his.goto('about:blank');
    await context.setOffline(false);
    await his.goto(address);
    await his.locator('.shell').waitFor();
    await shows(hers, 'To do', ['Book the venue', 'Invite the guests']);
    cut = false;
    await shows(hers, 'To do', ['Book the garden', 'Invite the guests']);
    await live(his);
    await shows(his, 'To do', ['Book the garden', 'Invite the guests']);
  });
});

describe('a task', () => {
  it('shows who else looks at it', async () => {
    const { hers, his, ada, bob } = await both(['Book the venue']);
    await card(hers, 'Book the venue').click();
    await card(his, 'Book the venue').click();
    const looking = (page, person) =>
      page.locator('.task-panel').getByLabel(`${person.firstName} is looking at this now`);
    await looking(hers, bob).waitFor();
    await looking(his, ada).waitFor();
    await his.keyboard.press('Escape');
    await looking(hers, bob).waitFor({ state: 'detached' });
    quiet(hers, his);
  });

  it('is reached by a few letters', async () => {
    const { hers } = await both(['Book the venue', 'Invite the guests']);
    await hers.keyboard.press('Control+k');
    await hers.keyboard.type('guests');
    await hers.getByRole('option', { name: 'Invite the guests' }).waitFor();
    await hers.keyboard.press('Enter');
    await until(
      () => field(hers, 'Title').inputValue(),
      (title) => title === 'Invite the guests',
    );
    quiet(hers);
  });

  it('is read by a guest, who changes nothing of it', async () => {
    const [ada, bob] = await world.people();
    await ada.signInOverRest();
    await bob.signInOverRest();
    const plan = await ada.plan(`Guests ${Date.now().toString(36)}`, [], ['Book the venue']);
    const path = `/workspaces/${plan.workspace.id}/members`;
    await ada.ask('POST', path, { userIds: [bob.id], role: 'guest' });
    const page = await bob.arrive(await world.page(), plan.path);
    await card(page, 'Book the venue').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Add task' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'New board' }).count(), 0);
    await page.getByRole('link', { name: 'List', exact: true }).click();
    assert.ok(await page.getByLabel('Status of Book the venue').isDisabled());
    await page.locator('.row-task a').click();
    assert.ok(await field(page, 'Title').isDisabled());
    assert.equal(await page.getByRole('button', { name: 'Delete task' }).count(), 0);
    quiet(page);
  });
});

describe('a board', () => {
  it('is made in the side bar', async () => {
    const [ada] = await world.people();
    const page = await ada.arrive(await world.page());
    await page.locator('.workspace-current').click();
    await page.getByRole('menuitem', { name: 'New workspace' }).click();
    const name = `Garden ${Date.now().toString(36)}`;
    await page.getByLabel('Name of the workspace').fill(name);
    await page.keyboard.press('Enter');
    await page.locator('.workspace-current', { hasText: name }).waitFor();
    await page.getByRole('button', { name: 'New board' }).click();
    await page.getByLabel('Name of the board').fill('Spring');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Spring' }).waitFor();
    await column(page, 'To do').waitFor();
    quiet(page);
  });
});
