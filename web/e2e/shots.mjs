// Takes the pictures by which the app is judged: node e2e/shots.mjs [folder] [name…]
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const url = process.env.PARLEY_URL ?? 'http://127.0.0.1:8080';
const [folder = 'shots', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

async function shoot(name, size, scheme, act) {
  if (only.length > 0 && !only.some((each) => name.startsWith(each))) return;
  const context = await browser.newContext({
    viewport: sizes[size],
    colorScheme: scheme,
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
    hasTouch: size === 'phone',
  });
  const page = await context.newPage();
  page.on('console', (line) => line.type() === 'error' && console.log(name, line.text()));
  page.on('pageerror', (error) => console.log(name, error.message));
  await act(page, size);
  await page.screenshot({ path: `${folder}/${name}-${size}-${scheme}.png` });
  await context.close();
}

async function signedIn(page) {
  await page.goto(url);
  await page.locator('.demo-person').first().click();
  await page.locator('.conversation-row, .side-note').first().waitFor();
}

async function open(page, name) {
  await signedIn(page);
  await page.locator('.conversation-row', { hasText: name }).first().click();
  await page.locator('.message, .messages-empty').first().waitFor();
  await page.waitForTimeout(500);
}

async function openBoard(page) {
  await signedIn(page);
  await page.locator('.workspace-current').click();
  await page.getByRole('menuitemradio', { name: 'Collaboration backend' }).click();
  await page.locator('.workspace-row', { hasText: 'Roadmap' }).click();
  await page.locator('.card').first().waitFor();
  await page.waitForTimeout(400);
}

const subjects = {
  signin: async (page) => {
    await page.goto(url);
    await page.locator('.demo-person, .signin-form').first().waitFor();
  },
  join: async (page) => {
    await page.goto(`${url}/join#tenant=demo&invitation=shown`);
    await page.locator('.signin-form').waitFor();
  },
  list: async (page) => {
    await signedIn(page);
    await page.waitForTimeout(600);
  },
  conversation: (page) => open(page, process.env.SHOT_CONVERSATION ?? 'Architecture review'),
  direct: (page) => open(page, process.env.SHOT_DIRECT ?? 'Bob Metcalfe'),
  many: (page) => open(page, process.env.SHOT_MANY ?? 'Ten thousand'),
  blank: (page) => open(page, process.env.SHOT_BLANK ?? 'Empty room'),
  people: async (page) => {
    await open(page, process.env.SHOT_CONVERSATION ?? 'Architecture review');
    await page.getByRole('button', { name: 'People' }).click();
    await page.waitForTimeout(500);
  },
  hover: async (page) => {
    await open(page, process.env.SHOT_CONVERSATION ?? 'Architecture review');
    await page.locator('.message').nth(-3).hover();
    await page.waitForTimeout(300);
  },
  edit: async (page) => {
    await open(page, process.env.SHOT_DIRECT ?? 'Bob Metcalfe');
    await page.locator('.composer-text').focus();
    await page.keyboard.press('ArrowUp');
    await page.locator('.edit-text').waitFor();
  },
  new: async (page) => {
    await signedIn(page);
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.locator('.picker .option').first().waitFor();
    await page.locator('.picker .option').nth(0).click();
    await page.locator('.picker .option').nth(1).click();
    await page.waitForTimeout(400);
  },
  sessions: async (page) => {
    await signedIn(page);
    await page.goto(`${url}/sessions`);
    await page.locator('.session').first().waitFor();
    await page.waitForTimeout(200);
  },
  palette: async (page) => {
    await signedIn(page);
    await page.keyboard.press('Control+k');
    await page.locator('.palette .option').first().waitFor();
    await page.waitForTimeout(300);
  },
  menu: async (page) => {
    await signedIn(page);
    await page.locator('.account-button').click();
    await page.waitForTimeout(300);
  },
  offline: async (page) => {
    await open(page, process.env.SHOT_DIRECT ?? 'Bob Metcalfe');
    await page.context().setOffline(true);
    await page.locator('.composer-text').fill('Are you there?');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(1200);
  },
  board: openBoard,
  tasks: async (page) => {
    await openBoard(page);
    await page.getByRole('link', { name: 'List', exact: true }).click();
    await page.locator('.row-task').first().waitFor();
    await page.waitForTimeout(300);
  },
  calendar: async (page) => {
    await openBoard(page);
    await page.getByRole('link', { name: 'Calendar', exact: true }).click();
    await page.locator('.day-task').first().waitFor();
    await page.waitForTimeout(300);
  },
  filter: async (page) => {
    await openBoard(page);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('checkbox', { name: 'Me', exact: true }).check();
    await page.waitForTimeout(300);
  },
  crew: async (page) => {
    await openBoard(page);
    const [, id] = /\/w\/([^/]+)/.exec(page.url());
    await page.goto(`${url}/w/${id}/people`);
    await page.locator('.crew-row').first().waitFor();
    await page.waitForTimeout(300);
  },
  task: async (page) => {
    await openBoard(page);
    await page.locator('.card', { hasText: 'Build presence heartbeat' }).click();
    await page.locator('.task-panel').waitFor();
    await page.waitForTimeout(300);
  },
  carried: async (page) => {
    await openBoard(page);
    const card = page.locator('.card', { hasText: 'Cassandra proof' });
    await card.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
  },
  adding: async (page) => {
    await openBoard(page);
    await page.locator('.column-add').first().click();
    await page.locator('.column-form .input').fill('Measure the fan-out');
  },
  workspaces: async (page) => {
    await signedIn(page);
    await page.locator('.workspace-current').click();
    await page.waitForTimeout(300);
  },
  loading: async (page) => {
    await signedIn(page);
    await page.route('**/messages?**', () => {});
    await page.locator('.conversation-row').first().click();
    await page.waitForTimeout(900);
  },
  error: async (page) => {
    await signedIn(page);
    await page.route('**/messages?**', (route) => route.abort());
    await page.locator('.conversation-row').first().click();
    await page.getByText('could not be loaded').waitFor();
  },
};

for (const [name, act] of Object.entries(subjects)) {
  for (const size of Object.keys(sizes)) {
    for (const scheme of ['light', 'dark']) {
      try {
        await shoot(name, size, scheme, act);
      } catch (error) {
        console.log(`${name} ${size} ${scheme}: ${error.message.split('\n')[0]}`);
      }
    }
  }
}
await browser.close();
