// What the pages are allowed is all that they do: nothing breaks the content security policy.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { views } from './views.mjs';
import { openWorld } from './world.mjs';

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

describe('the content security policy', () => {
  it('has no inline styles, no inline scripts and no data: URLs', async () => {
    for (const path of ['/', '/sessions', '/api/v1/docs']) {
      const headers = { accept: 'text/html' };
      const page = await fetch(world.url + path, { headers });
      const policy = page.headers.get('content-security-policy');
      assert.match(policy, /style-src 'self';/);
      assert.match(policy, /script-src 'self';/);
      assert.match(policy, /require-trusted-types-for 'script'/);
      assert.doesNotMatch(policy, /unsafe|data:/);
    }
  });

  for (const [name, visit] of Object.entries(views)) {
    it(`is kept by ${name}`, async () => {
      const { ada, bob, room } = await world.pair('Policy');
      await bob.say(room, 'one https://example.org `code`');
      await ada.say(room, 'two');
      const page = await world.page();
      await visit(page, { world, ada, room });
      assert.deepEqual(page.faults, []);
    });
  }

  it('is kept by the pages of the API', async () => {
    const page = await world.page();
    await page.goto(`${world.url}/api/v1/docs`);
    await page.locator('article').first().waitFor();
    assert.deepEqual(page.faults, []);
  });

  const breaches = {
    'an inline style': () => document.body.setAttribute('style', 'color: red'),
    'a style element': () => {
      const style = document.createElement('style');
      style.textContent = 'p {}';
      document.head.append(style);
    },
    'text as HTML': () => {
      try {
        document.body.innerHTML = '<b>bold</b>';
      } catch {
        // It is refused, and reported.
      }
    },
  };
  for (const [name, commit] of Object.entries(breaches)) {
    it(`is found broken by ${name}`, async () => {
      const page = await world.page();
      await page.goto(world.url);
      await page.locator('.demo-person').first().waitFor();
      const told = page.waitForEvent('console', (line) => line.text().startsWith('breach:'));
      await page.evaluate(commit);
      await told;
      assert.notDeepEqual(page.faults, []);
    });
  }
});
