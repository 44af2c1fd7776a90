// One person and the app around the talking: the way in and out, keys, routes, reach.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, describe, it } from 'node:test';
import { views } from './views.mjs';
import { live, openWorld, said, until, write } from './world.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const phone = { viewport: { width: 390, height: 844 } };

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

describe('signing in', () => {
  it('says plainly when the password is wrong, and lets one in when it is right', async () => {
    const [ada] = await world.people();
    const page = await world.page({ viewport: { width: 1280, height: 800 } });
    await page.goto(world.url);
    await page.locator('.signin-other summary').click();
    await page.getByLabel('Organization').fill(ada.tenant);
    await page.getByLabel('Email').fill(ada.email);
    await page.getByLabel('Password').fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    const said = await page.getByRole('alert').boundingBox();
    assert.ok(said.y + said.height <= page.viewportSize().height, 'in sight');
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.account-button').waitFor();
    await page.reload();
    await page.locator('.account-button').waitFor();
    assert.deepEqual(page.faults, []);
  });

  it('ends with signing out, and leaves nothing in the browser', async () => {
    const [ada] = await world.people();
    const page = await ada.arrive(await world.page());
    await page.locator('.account-button').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.locator('.signin').waitFor();
    await page.reload();
    await page.locator('.signin').waitFor();
  });

  it('ends at once where another device says so', async () => {
    const [ada] = await world.people();
    const [here, there] = [await world.page(), await world.page({ userAgent: 'Old-phone/1.0' })];
    await ada.arrive(there);
    await ada.arrive(here, '/sessions');
    await live(there);
    const old = here.locator('.session', { hasText: 'Old-phone/1.0' }).first();
    await old.getByRole('button').click();
    await there.locator('.signin').waitFor();
    await there.getByText('Your session has ended').waitFor();
  });
});

describe('routes', () => {
  it('have a way back each', async () => {
    const { ada, room } = await world.pair('Routes');
    const page = await ada.arrive(await world.page(phone));
    await page.locator('.conversation-row', { hasText: room.name }).click();
    await page.waitForURL(`**/c/${room.id}`);
    await page.getByRole('button', { name: 'People', exact: true }).click();
    await page.waitForURL('**/people');
    await page.goBack();
    await page.waitForURL(`**/c/${room.id}`);
    await page.getByRole('button', { name: 'Back to conversations' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.goto(`${world.url}/c/${room.id}`);
    await page.getByRole('heading', { name: room.name }).waitFor();
    assert.deepEqual(page.faults, []);
  });

  it('to nothing say so', async () => {
    const [ada] = await world.people();
    const page = await ada.arrive(await world.page(), '/c/01900000-0000-7000-8000-00000000dead');
    await page.getByText('This conversation is not here').waitFor();
  });
});

describe('a link into a workspace', () => {
  it('lets one in after signing in, and says so when it is not good any more', async () => {
    const [ada, bob] = await world.people();
    await ada.signInOverRest();
    await bob.signInOverRest();
    const name = `Work ${Date.now().toString(36)}`;
    const { workspace } = await ada.ask('POST', '/workspaces', { name });
    const path = `/workspaces/${workspace.id}/invitations`;
    const { code } = await ada.ask('POST', path, {});
    const page = await bob.arrive(await world.page(), `/join#code=${code}`);
    await page.waitForURL(`${world.url}/`);
    const { workspaces } = await bob.ask('GET', '/workspaces');
    assert.ok(workspaces.some(({ id }) => id === workspace.id));
    await page.goto(`${world.url}/join#code=none`);
    await page.getByText('This invitation is not valid any more').waitFor();
    assert.deepEqual(page.faults, []);
  });
});

describe('beginning a conversation', () => {
  it('with one person is direct, and the same one every time', async () => {
    const [ada, , cy] = await world.people();
    const page = await ada.arrive(await world.page());
    const urls = [];
    for (let turn = 0; turn < 2; turn++) {
      await page.getByRole('button', { name: 'New conversation' }).click();
      await page.getByRole('combobox', { name: 'To' }).fill(cy.firstName);
      await page.getByRole('option', { name: cy.name }).click();
      await page.getByRole('button', { name: 'Start conversation' }).click();
      await page.waitForURL('**/c/*');
      urls.push(page.url());
    }
    assert.equal(urls[0], urls[1]);
  });

  it('with several is a group with a name', async () => {
    const [ada, bob, cy] = await world.people();
    const page = await ada.arrive(await world.page());
    await page.keyboard.press('Control+j');
    for (const person of [bob, cy]) {
      await page.getByRole('combobox', { name: 'To' }).fill(person.firstName);
      await page.getByRole('option', { name: person.name }).waitFor();
      await page.keyboard.press('Enter');
    }
    const name = `Picnic ${Date.now().toString(36)}`;
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Start group' }).click();
    await page.getByRole('heading', { name }).waitFor();
    await page.getByText('3 people').waitFor();
    await write(page, 'Sandwiches?');
    await said(page, 'Sandwiches?').waitFor();
    assert.deepEqual(page.faults, []);
  });
});

describe('keys', () => {
  it('reach a conversation by a few letters', async () => {
    const { ada, room } = await world.pair('Quokka');
    const page = await ada.arrive(await world.page());
    await page.locator('.conversation-row', { hasText: room.name }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(room.name);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: room.name }).waitFor();
  });

  it('keep what was begun, per conversation', async () => {
    const { ada, room } = await world.pair('Draft');
    const page = await ada.enter(await world.page(), room);
    await page.locator('.composer-text').fill('Half a thou');
    await page.goto(world.url);
    await page
      .locator('.conversation-row', { hasText: room.name })
      .locator('.draft-mark')
      .waitFor();
    await page.locator('.conversation-row', { hasText: room.name }).click();
    await until(
      () => page.locator('.composer-text').inputValue(),
      (text) => text === 'Half a thou',
    );
  });

  it('stop at ten thousand letters', async () => {
    const { ada, room } = await world.pair('Limit');
    const page = await ada.enter(await world.page(), room);
    await page.locator('.composer-text').fill('x'.repeat(10_001));
    await page.getByText('1 character too many').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Send' }).isDisabled());
  });
});

describe('hostile words', () => {
  it('are shown and never run', async () => {
    const { ada, bob, room } = await world.pair('Hostile');
    const hostile = [
      '<img src=x onerror="window.owned=1">',
      '<script>window.owned=1</script>',
      'javascript:window.owned=1',
      '[x](javascript:window.owned=1) https://example.org/"onmouseover="window.owned=1',
      '{{constructor.constructor("window.owned=1")()}}',
    ];
    for (const each of hostile) await bob.say(room, each);
    const page = await ada.enter(await world.page(), room);
    await said(page, 'constructor').waitFor();
    assert.equal(await page.evaluate(() => window.owned), undefined);
    assert.deepEqual(page.faults, []);
  });
});

describe('every view can be reached by everybody', () => {
  for (const [name, visit] of Object.entries(views)) {
    for (const [size, colorScheme] of [
      ['wide', 'light'],
      ['wide', 'dark'],
      ['phone', 'light'],
    ]) {
      it(`${name}, ${size} and ${colorScheme}`, async () => {
        const { ada, bob, room } = await world.pair('Reach');
        await bob.say(room, 'one https://example.org `code`');
        await ada.say(room, 'two');
        const page = await world.page({ colorScheme, ...(size === 'phone' ? phone : {}) });
        await visit(page, { world, ada, room });
        assert.deepEqual(await barriers(page), []);
        assert.deepEqual(page.faults, []);
      });
    }
  }
});

/** What axe finds against WCAG 2.2 AA. */
async function barriers(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const found = await window.axe.run(document, { runOnly: tags });
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
    );
  });
}
