// A board as columns, as a list and as a calendar, and what a filter leaves of it.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { live, openWorld, until } from './world.mjs';

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

/** A board of the first person with these tasks, opened in a layout. */
async function opened(layout, tasks, options) {
  const [ada] = await world.people();
  await ada.signInOverRest();
  const plan = await ada.plan(`Layouts ${Date.now().toString(36)}`, [], []);
  const { workspace, board } = plan;
  const made = [];
  for (const task of tasks) {
    const draft = { boardId: board.id, ...task };
    made.push((await ada.ask('POST', `/workspaces/${workspace.id}/tasks`, draft)).task);
  }
  const page = await ada.arrive(await world.page(options), `${plan.path}${layout}`);
  await page.locator('[data-task]').first().waitFor();
  await live(page);
  return { ada, page, made, ...plan };
}

const dueIn = (days) => {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 17);
};

function keyOf(date) {
  const two = (n) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function shown(page) {
  return page
    .locator('[data-task]')
    .evaluateAll((all) => all.map((each) => each.title || each.textContent));
}

/** The task as the server has it, once it is as `accept` wants. */
function stored(ada, { id }, accept) {
  return until(async () => (await ada.ask('GET', `/tasks/${id}`)).task, accept);
}

describe('a list', () => {
  it('is changed in place, and by keys', async () => {
    const { ada, page, made } = await opened('/list', [{ title: 'Venue' }, { title: 'Guests' }]);
    await page.getByLabel('Due date of Venue').fill('2027-03-04');
    await stored(ada, made[0], ({ dueAt }) => dueAt?.startsWith('2027-03-04'));
    await page.getByLabel('Assignees of Venue').hover();
    await page.getByLabel('Assignees of Venue').selectOption({ label: ada.name });
    await stored(ada, made[0], ({ assigneeIds }) => assigneeIds[0] === ada.id);
    await page.getByLabel('Status of Venue').selectOption({ label: 'Doing' });
    await stored(ada, made[0], ({ status }) => status === 'doing');
    await page.locator('a[data-task]', { hasText: 'Guests' }).focus();
    await page.keyboard.press('ArrowDown');
    await until(
      () => page.evaluate(() => document.activeElement.textContent),
      (text) => text === 'Venue',
    );
    await page.keyboard.press('Enter');
    await page.locator('.task-panel').waitFor();
    assert.match(page.url(), /\/list\/t\//);
    assert.deepEqual(page.faults, []);
  });

  it('is sorted by its heads, and its URL says so', async () => {
    const tasks = [
      { title: 'Bake', dueAt: dueIn(2) },
      { title: 'Ask' },
      { title: 'Cook', dueAt: dueIn(1) },
    ];
    const { page } = await opened('/list', tasks);
    await page.getByRole('columnheader', { name: 'Due' }).getByRole('button').click();
    await until(
      () => shown(page),
      (titles) => titles.join() === 'Cook,Bake,Ask',
    );
    assert.match(page.url(), /\?sort=due$/);
    await page.getByRole('columnheader', { name: 'Title' }).getByRole('button').click();
    await page.reload();
    await until(
      () => shown(page),
      (titles) => titles.join() === 'Ask,Bake,Cook',
    );
  });
});

describe('a calendar', () => {
  it('is where a task gets another day, by keys and by dragging', async () => {
    const { ada, page, made } = await opened('/calendar', [
      { title: 'Venue', dueAt: dueIn(0) },
      { title: 'Guests' },
    ]);
    const task = page.locator('.day-task', { hasText: 'Venue' });
    await task.focus();
    for (const key of ['Space', 'ArrowRight', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await stored(ada, made[0], ({ dueAt }) => keyOf(new Date(dueAt)) === keyOf(dueIn(8)));
    assert.match(await page.evaluate(() => document.activeElement.textContent), /Venue/);

    const target = page.locator(`[data-day="${(await firstDays(page))[10]}"]`);
    await page.locator('.tray .day-task', { hasText: 'Guests' }).dragTo(target);
    await target.getByText('Guests').waitFor();
    const day = await target.getAttribute('data-day');
    await stored(ada, made[1], ({ dueAt }) => dueAt !== null && keyOf(new Date(dueAt)) === day);

    await page.locator('.day-task', { hasText: 'Guests' }).focus();
    for (const key of ['Space', 'Delete', 'Space']) await page.keyboard.press(key);
    await page.locator('.tray').getByText('Guests').waitFor();
    await stored(ada, made[1], ({ dueAt }) => dueAt === null);
    assert.deepEqual(page.faults, []);
  });

  it('is gone through by keys, over its edges', async () => {
    const { page } = await opened('/calendar?month=2027-02', [{ title: 'Guests' }]);
    await page.locator('[data-day="2027-02-28"]').focus();
    await page.keyboard.press('ArrowRight');
    await until(
      () => page.evaluate(() => document.activeElement.dataset.day),
      (day) => day === '2027-03-01',
    );
    await page.getByRole('heading', { name: 'March 2027' }).waitFor();
    await page.keyboard.press('PageUp');
    await page.getByRole('heading', { name: 'February 2027' }).waitFor();
    assert.match(page.url(), /month=2027-02/);
  });

  it('is one day below another on a phone', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
    const { page } = await opened('/calendar', [{ title: 'Venue', dueAt: dueIn(0) }], phone);
    await page.locator('.agenda').getByText('Venue').waitFor();
    assert.equal(await page.locator('.month').count(), 0);
  });
});

function firstDays(page) {
  return page.locator('[data-day]').evaluateAll((all) => all.map((each) => each.dataset.day));
}

describe('a filter', () => {
  const tasks = [
    { title: 'Venue', labels: ['party'] },
    { title: 'Guests', labels: ['party', 'letters'] },
    { title: 'Taxes' },
  ];

  it('holds in every layout, is in the URL, and says what it hides', async () => {
    const { page } = await opened('', tasks);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('checkbox', { name: 'party' }).check();
    await page.keyboard.press('Escape');
    await page.getByText('1 task hidden').waitFor();
    assert.match(page.url(), /\?label=party$/);
    for (const layout of ['List', 'Calendar', 'Board']) {
      await page.getByRole('link', { name: layout, exact: true }).click();
      await until(
        () => shown(page),
        (titles) => titles.length === 2 && !titles.some((title) => title.includes('Taxes')),
      );
    }
    await page.getByLabel('Find tasks on this board').fill('guest');
    await page.getByText('2 tasks hidden').waitFor();
    await page.reload();
    await page.getByText('2 tasks hidden').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await until(
      () => shown(page),
      (titles) => titles.length === 3,
    );
    assert.deepEqual(page.faults, []);
  });

  it('that nothing fits says so', async () => {
    const { page } = await opened('/list', tasks);
    await page.getByLabel('Find tasks on this board').fill('nowhere');
    await page.getByRole('heading', { name: 'No task fits the filter' }).waitFor();
    await page.getByText('3 tasks hidden').waitFor();
  });
});
