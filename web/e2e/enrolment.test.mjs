// A rule is tried out, lets people in, and is taken back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, describe, it } from 'node:test';
import { live, openWorld } from './world.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env.PARLEY_SHOTS;

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

/** What axe finds against WCAG 2.2 AA. */
async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const found = await window.axe.run(document, { runOnly: tags });
    return found.violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`);
  });
}

async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

describe('enrolment', () => {
  it('lets people in by a rule that was tried out, and takes it back', async () => {
    const [ada] = await world.people();
    await ada.signInOverRest();
    const plan = await ada.plan(`Rules ${Date.now().toString(36)}`, [], ['First']);
    const page = await world.page();
    await ada.arrive(page, plan.path);
    await live(page);
    const members = async () => {
      const path = `/workspaces/${plan.path.split('/')[2]}/members`;
      return (await ada.ask('GET', path)).members.length;
    };

    await page.locator('.workspace-current').click();
    await page.getByRole('menuitem', { name: 'Enrolment rules' }).click();
    await page.getByText('No rules yet').waitFor();
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Everyone');
    await page.getByRole('textbox', { name: 'Domains' }).fill(ada.email.split('@')[1]);
    await page.getByRole('button', { name: 'Try it out' }).click();
    const told = page.getByRole('region', { name: 'Try it out' });
    await told.getByText(/people would join/).waitFor();
    assert.equal(await members(), 1, 'a dry run changes nothing');
    assert.deepEqual(await violations(page), []);
    await shot(page, 'enrolment-dry-run');

    await page.getByRole('button', { name: 'Save and activate' }).click();
    const rule = page.locator('.rule', { hasText: 'Everyone' });
    await rule.getByText(/^Done · [1-9]/).waitFor();
    assert.ok((await members()) > 1);
    await shot(page, 'enrolment-done');

    await rule.getByText('Versions', { exact: true }).click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 800 });
    assert.deepEqual(await violations(page), []);
    await shot(page, 'enrolment-narrow');
    await rule.getByRole('button', { name: 'Undo everything' }).click();
    await rule.getByText(/taken back, 0 kept/).waitFor();
    await rule.getByText(/^Done · [1-9]/).waitFor();
    assert.equal(await members(), 1);
    assert.deepEqual(page.faults, []);
  });

  it('keeps what people are chosen by from those who do not administer the organization', async () => {
    const [ada, bob] = await world.people();
    await ada.signInOverRest();
    await bob.signInOverRest();
    const plan = await ada.plan(`Hidden ${Date.now().toString(36)}`, [bob], []);
    const path = `/workspaces/${plan.workspace.id}`;
    await ada.ask('PUT', `${path}/members/${bob.id}`, { role: 'admin' });
    await ada.ask('POST', `${path}/enrolment-rules`, {
      name: 'Staff',
      type: 'email_domain',
      criteria: { domains: ['nobody.example'] },
      actions: { role: 'member', conversationIds: [] },
      active: false,
    });
    const page = await world.page();
    await bob.arrive(page, `/w/${plan.workspace.id}/enrolment`);
    const rule = page.locator('.rule', { hasText: 'Staff' });
    await rule.getByText('Only administrators of the organization').waitFor();
    assert.equal(await rule.getByText('nobody.example').count(), 0);
    assert.equal(await rule.getByRole('button', { name: 'Edit' }).count(), 0);
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByText(/since they tell who has which address/).waitFor();
    assert.deepEqual(
      await page.getByRole('combobox', { name: 'Who' }).getByRole('option').count(),
      1,
    );
    assert.deepEqual(await violations(page), []);
    await shot(page, 'enrolment-hidden');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 800 });
    assert.deepEqual(await violations(page), []);
    await shot(page, 'enrolment-hidden-narrow');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await rule.getByRole('button', { name: 'Delete rule' }).click();
    await page.getByText('No rules yet').waitFor();
    assert.deepEqual(page.faults, []);
  });
});
