// Two people in two browsers.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { live, openWorld, said, texts, until, write } from './world.mjs';

let world;
before(async () => {
  world = await openWorld();
});
afterEach(() => world.closePages());
after(() => world?.close());

async function both(name, options = {}) {
  const { ada, bob, room } = await world.pair(name);
  const [hers, his] = await Promise.all([world.page(options), world.page(options)]);
  await Promise.all([ada.enter(hers, room), bob.enter(his, room)]);
  return { ada, bob, room, hers, his };
}

function quiet(...pages) {
  for (const page of pages) assert.deepEqual(page.faults, []);
}

describe('two people', () => {
  it('read at once what the other writes, edits and deletes', async () => {
    const { hers, his } = await both('Talk');
    await write(hers, 'Shall we begin?');
    await said(his, 'Shall we begin?').waitFor();

    await hers.locator('.composer-text').press('ArrowUp');
    await hers.locator('.edit-text').fill('Shall we begin at nine?');
    await hers.keyboard.press('Enter');
    await said(his, 'Shall we begin at nine?').locator('.message-edited').waitFor();

    await write(his, 'Yes');
    await said(hers, 'Yes').waitFor();
    const own = said(hers, 'Shall we begin at nine?');
    await own.hover();
    await own.getByRole('button', { name: 'Delete' }).click();
    await own.locator('.message-ask').getByRole('button', { name: 'Delete' }).click();
    await his.locator('.message-deleted').waitFor();
    assert.deepEqual(await texts(his), ['Yes']);
    quiet(hers, his);
  });

  it('see each other type, and see what was read', async () => {
    const { ada, bob, hers, his } = await both('Signs');
    await hers.locator('.composer-text').pressSequentially('Thinking');
    await his.locator('.strip-typing', { hasText: `${ada.firstName} is typing` }).waitFor();
    await hers.keyboard.press('Enter');
    await said(his, 'Thinking').waitFor();
    await until(
      () => his.locator('.strip-typing').textContent(),
      (text) => text === '',
    );
    await his.bringToFront();
    await hers.locator('.strip-seen', { hasText: `Seen by ${bob.firstName}` }).waitFor();
    quiet(hers, his);
  });

  it('see who is there and who went', async () => {
    const { bob, hers, his } = await both('Presence');
    await hers.getByRole('button', { name: 'People', exact: true }).click();
    const person = hers.locator('.person', { hasText: bob.name });
    await person.locator('.dot-online').waitFor();
    await his.context().close();
    await person.locator('.dot-offline').waitFor({ timeout: 90_000 });
    quiet(hers);
  });

  it('see that the other looks at the conversation, and looks no more', async () => {
    const { ada, bob, hers, his } = await both('Viewing');
    const viewers = (page, { firstName }) =>
      page.getByRole('img', { name: `${firstName} is looking at this now` });
    await viewers(hers, bob).waitFor();
    await viewers(his, ada).waitFor();
    await his.context().close();
    await viewers(hers, bob).waitFor({ state: 'detached' });
    assert.equal(await hers.locator('.viewers').count(), 0);
    quiet(hers);
  });

  it('answer a certain message', async () => {
    const { hers, his } = await both('Answer');
    await write(hers, 'Tea or coffee?');
    const question = said(his, 'Tea or coffee?');
    await question.hover();
    await question.getByRole('button', { name: 'Reply' }).click();
    await write(his, 'Tea');
    await said(hers, 'Tea')
      .last()
      .locator('.message-quote', { hasText: 'Tea or coffee?' })
      .waitFor();
    quiet(hers, his);
  });
});

describe('without a connection', () => {
  it('nothing is lost and nothing doubled', async () => {
    const { ada, room, hers, his } = await both('Offline');
    await write(hers, 'before');
    await said(his, 'before').waitFor();

    await his.context().setOffline(true);
    await his.locator('.banner').waitFor();
    for (let nth = 1; nth <= 30; nth++) await ada.say(room, `missed ${nth}`);
    await write(his, 'written offline 1');
    await write(his, 'written offline 2');
    await his.locator('.banner', { hasText: '2 waiting' }).waitFor();
    assert.equal(await said(hers, 'written offline').count(), 0);

    await his.context().setOffline(false);
    await live(his);
    await said(hers, 'written offline 2').waitFor();
    const expected = [
      'before',
      ...Array.from({ length: 30 }, (_, index) => `missed ${index + 1}`),
      'written offline 1',
      'written offline 2',
    ];
    const { messages } = await ada.ask('GET', `/conversations/${room.id}/messages?limit=200`);
    assert.deepEqual(
      messages.map((message) => message.content),
      expected,
    );
    const tail = expected.slice(-6);
    await until(
      async () => (await texts(his)).slice(-6),
      (shown) => JSON.stringify(shown) === JSON.stringify(tail),
    );
    assert.equal(await his.locator('.message-pending').count(), 0);
    quiet(hers, his);
  });

  it('what could not be loaded is loaded once there is one', async () => {
    const { ada, bob, room } = await world.pair('Retry');
    await bob.say(room, 'Can you read this?');
    const page = await ada.arrive(await world.page());
    const row = page.locator('.conversation-row', { hasText: room.name });
    await row.waitFor();
    await live(page);
    await page.context().setOffline(true);
    await page.locator('.banner').waitFor();
    await row.click();
    await page.getByText('The messages could not be loaded').waitFor();
    await page.context().setOffline(false);
    await said(page, 'Can you read this?').waitFor();
  });

  it('what was written outlives the page', async () => {
    const { hers, his } = await both('Outlive');
    await his.context().setOffline(true);
    await his.locator('.banner').waitFor();
    await write(his, 'kept for later');
    await his.locator('.message-pending').waitFor();
    await until(
      () => his.evaluate(unsent),
      (count) => count === 1,
    );
    await his.close();
    const again = await his.context().newPage();
    await his.context().setOffline(false);
    await again.goto(world.url);
    await said(hers, 'kept for later').waitFor();
    assert.equal(await said(hers, 'kept for later').count(), 1);
  });
});

/** How many messages the page's own store holds unsent. */
function unsent() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('parley');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const store = opening.result.transaction('session').objectStore('session');
      const keys = store.getAllKeys();
      keys.onsuccess = () => resolve(keys.result.filter((key) => key.includes('/outbox/')).length);
    };
  });
}

describe('the list', () => {
  it('counts what is unread, in the row and in the title, until it is read', async () => {
    const { ada, bob, room } = await world.pair('Unread');
    for (let nth = 1; nth <= 3; nth++) await bob.say(room, `news ${nth}`);
    const page = await ada.arrive(await world.page());
    const row = page.locator('.conversation-row', { hasText: room.name });
    await row.locator('.badge', { hasText: '3' }).waitFor();
    assert.match(await page.title(), /^\(\d+\) /);
    await row.click();
    await page.locator('.fresh-label').first().waitFor();
    await row.locator('.badge').waitFor({ state: 'detached' });
    const read = await until(
      () => ada.ask('GET', `/conversations/${room.id}`),
      ({ conversation }) => conversation.unreadCount === 0,
    );
    assert.equal(read.conversation.readSeq, read.conversation.currentSeq);
    quiet(page);
  });

  it('brings up a conversation that somebody else began', async () => {
    const [ada, bob] = await world.people();
    await Promise.all([ada.signInOverRest(), bob.signInOverRest()]);
    const page = await ada.arrive(await world.page());
    await live(page);
    const room = await bob.begin(`Surprise ${Date.now().toString(36)}`, [ada]);
    await bob.say(room, 'Here you are');
    const row = page.locator('.conversation-row').first();
    await until(
      () => row.textContent(),
      (text) => text.includes(room.name) && text.includes('Here you are'),
    );
    quiet(page);
  });

  it('opens from the local store before the network answers', async () => {
    const { ada, room } = await world.pair('Store');
    const page = await ada.arrive(await world.page());
    await page.locator('.conversation-row', { hasText: room.name }).waitFor();
    await until(
      () => page.evaluate(async () => (await indexedDB.databases()).map((each) => each.name)),
      (names) => names.includes('parley-talk'),
    );
    await page.waitForTimeout(800);
    await page.route('**/api/v1/**', () => undefined);
    await page.reload();
    await page.locator('.conversation-row', { hasText: room.name }).waitFor();
  });
});

describe('a long conversation', () => {
  it('loads its past while one scrolls, and nothing jumps', async () => {
    const { ada, bob, room } = await world.pair('Long');
    for (let nth = 1; nth <= 160; nth++) await (nth % 2 ? ada : bob).say(room, `line ${nth}`);
    const page = await ada.enter(await world.page(), room);
    await said(page, 'line 160').waitFor();
    const list = page.locator('.messages-scroll');
    await list.hover();
    for (let turn = 0; turn < 200; turn++) {
      await page.mouse.wheel(0, -400);
      const { row, top } = await list.evaluate(middle);
      await page.waitForTimeout(40);
      const now = await list.evaluate(topOf, row);
      assert.ok(now === null || Math.abs(now - top) < 2, `row ${row} jumped from ${top} to ${now}`);
      if (await page.locator('.messages-intro').isVisible()) break;
    }
    await said(page, 'line 1').first().waitFor();
    await page.locator('.to-newest').click();
    await said(page, 'line 160').waitFor();
    quiet(page);
  });
});

describe('a conversation with much unread', () => {
  it('opens where one stopped reading, and goes on to the end', async () => {
    const { ada, bob, room } = await world.pair('Deep');
    for (let nth = 1; nth <= 30; nth++) await ada.say(room, `read ${nth}`);
    for (let nth = 1; nth <= 130; nth++) await bob.say(room, `unread ${nth}`);
    const page = await ada.arrive(await world.page());
    const row = page.locator('.conversation-row', { hasText: room.name });
    await row.locator('.badge', { hasText: '99+' }).waitFor();
    await row.click();
    await page.locator('.fresh').waitFor();
    const list = page.locator('.messages-scroll');
    const box = await list.boundingBox();
    await until(
      () => page.locator('.fresh').boundingBox(),
      (line) => line && line.y >= box.y && line.y < box.y + box.height / 2,
    );
    await said(page, 'unread 130').waitFor({ state: 'detached' });

    await list.hover();
    await page.mouse.wheel(0, 800);
    await page.waitForTimeout(900);
    const left = await list.evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight);
    assert.ok(left > 500, `it runs to the end by itself: ${left} px are left`);
    await until(
      async () => {
        await page.mouse.wheel(0, 700);
        const end = await list.evaluate(
          (it) => it.scrollHeight - it.scrollTop - it.clientHeight < 1,
        );
        return end && said(page, 'unread 130').isVisible();
      },
      (reached) => reached,
    );
    await row.locator('.badge').waitFor({ state: 'detached' });
    quiet(page);
  });

  it('shows the line when a screenful is new, and does not run to the end', async () => {
    const { ada, bob, room } = await world.pair('Line');
    for (let nth = 1; nth <= 25; nth++) await ada.say(room, `read ${nth}`);
    for (let nth = 1; nth <= 14; nth++) {
      await bob.say(room, `unread ${nth}\n${'and more of it\n'.repeat(nth)}`);
    }
    const page = await ada.arrive(await world.page());
    await page.locator('.conversation-row', { hasText: room.name }).click();
    await page.locator('.fresh').waitFor();
    await page.waitForTimeout(700);
    const line = await page.locator('.fresh').boundingBox();
    assert.ok(line.y > 50 && line.y < 300, `the line is at ${line.y}`);
    quiet(page);
  });

  it('lets one jump to the newest', async () => {
    const { ada, bob, room } = await world.pair('Jump');
    for (let nth = 1; nth <= 90; nth++) await bob.say(room, `unread ${nth}`);
    const page = await ada.arrive(await world.page(), `/c/${room.id}`);
    await page.locator('.to-newest').click();
    await said(page, 'unread 90').waitFor();
    await write(page, 'All read now');
    await said(page, 'All read now').waitFor();
    await page.locator('.to-newest').waitFor({ state: 'detached' });
    quiet(page);
  });
});

/** Once the wheel has come to rest: the row in the middle and where it stands. */
async function middle(scroller) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let last = -1; last !== scroller.scrollTop; ) {
    last = scroller.scrollTop;
    await frame();
    await frame();
    await frame();
  }
  const rows = [...scroller.querySelectorAll('[data-seq]')];
  const line = scroller.getBoundingClientRect().top + 200;
  const row = rows.find((each) => each.getBoundingClientRect().top > line) ?? rows[0];
  return { row: row.dataset.seq, top: row.getBoundingClientRect().top };
}

function topOf(scroller, seq) {
  const row = scroller.querySelector(`[data-seq="${seq}"]`);
  return row?.getBoundingClientRect().top ?? null;
}
