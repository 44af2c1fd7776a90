// Every view of the app, and how one gets there in a fresh page.
import { live, said } from './world.mjs';

export const views = {
  'signing in': async (page, { world }) => {
    await page.goto(world.url);
    await page.locator('.demo-person').first().waitFor();
  },
  'an invitation': async (page, { world, ada }) => {
    await page.goto(`${world.url}/join#tenant=${ada.tenant}&invitation=shown`);
    await page.locator('.signin-form').waitFor();
  },
  'the list': async (page, { ada }) => {
    await ada.arrive(page);
    await page.locator('.conversation-row').first().waitFor();
    await live(page);
  },
  'a conversation': async (page, { ada, room }) => {
    await ada.enter(page, room);
    await said(page, 'two').waitFor();
  },
  'a board': async (page, { ada }) => {
    const plan = await ada.plan('Views', [], ['Book the venue']);
    await ada.arrive(page, plan.path);
    await page.locator('.card[data-task]').waitFor();
    await live(page);
  },
  'a task': async (page, { ada }) => {
    const plan = await ada.plan('Views', [], ['Book the venue']);
    await ada.arrive(page, plan.path);
    await page.locator('.card[data-task]').click();
    await page.locator('.task-panel').waitFor();
    await live(page);
  },
  'a board as a list': async (page, { ada }) => {
    const plan = await ada.plan('Views', [], ['Book the venue']);
    await ada.arrive(page, `${plan.path}/list?text=book`);
    await page.locator('.row-task').waitFor();
    await live(page);
  },
  'a board as a calendar': async (page, { ada }) => {
    const plan = await ada.plan('Views', [], ['Book the venue']);
    await ada.arrive(page, `${plan.path}/calendar`);
    await page.locator('.day-task').waitFor();
    await live(page);
  },
  'the views of a board that are kept': async (page, { ada }) => {
    const plan = await ada.plan('Views', [], ['Book the venue']);
    const draft = { name: 'Soon', boardId: plan.board.id, layout: 'list', query: 'due=week' };
    const path = `/workspaces/${plan.workspace.id}/views`;
    await ada.ask('POST', path, { ...draft, shared: true });
    await ada.arrive(page, plan.path);
    await page.getByRole('button', { name: 'Views', exact: true }).click();
    await page.locator('.view-link').waitFor();
    await live(page);
  },
  'the menu of a column': async (page, { ada }) => {
    const plan = await ada.plan('Views', [], ['Book the venue']);
    await ada.arrive(page, plan.path);
    await page.getByRole('button', { name: 'Change column To do' }).click();
    await page.locator('.column-items').waitFor();
    await live(page);
  },
  'the conditions of a filter': async (page, { ada }) => {
    const plan = await ada.plan('Views', [], ['Book the venue']);
    await ada.arrive(page, plan.path);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.locator('.filter-menu').waitFor();
    await live(page);
  },
  'the people of a workspace': async (page, { ada }) => {
    const { workspace } = await ada.plan('Views', [], []);
    await ada.ask('POST', `/workspaces/${workspace.id}/invitations`, {});
    await ada.arrive(page, `/w/${workspace.id}/people`);
    await page.locator('.crew-row').nth(1).waitFor();
    await live(page);
  },
  people: async (page, { ada, room }) => {
    await ada.arrive(page, `/c/${room.id}/people`);
    await page.locator('.person').nth(1).waitFor();
  },
  'a new conversation': async (page, { ada }) => {
    await ada.arrive(page, '/new');
    await page.getByRole('option').first().waitFor();
  },
  sessions: async (page, { ada }) => {
    await ada.arrive(page, '/sessions');
    await page.locator('.session').first().waitFor();
  },
  features: async (page, { ada }) => {
    await ada.arrive(page, '/rollout');
    await page.locator('[data-switch], [role="alert"]').first().waitFor();
  },
  'the palette': async (page, { ada }) => {
    await ada.arrive(page);
    await page.locator('.conversation-row').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('.palette .option').first().waitFor();
  },
  'the account menu': async (page, { ada }) => {
    await ada.arrive(page);
    await page.locator('.account-button').click();
    await page.getByRole('menu').waitFor();
  },
};
