// What the browser tests stand on: a running server, a browser, and people of their own.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const bin = fileURLToPath(new URL('../../bin/', import.meta.url));
const STARTS_WITHIN_MS = 120_000;

/** The server named by PARLEY_URL, or a demo of its own that ends with the tests. */
export async function openWorld() {
  const server = process.env.PARLEY_URL ? given(process.env.PARLEY_URL) : await demo();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  return new World(server, browser);
}

function given(url) {
  return { url: url.replace(/\/$/, ''), stop: async () => undefined };
}

async function demo() {
  execFileSync(`${bin}build`, { stdio: ['ignore', 'inherit', 'inherit'] });
  const data = mkdtempSync(join(tmpdir(), 'parley-browser-'));
  const port = String(await freePort());
  const child = spawn(`${bin}parley`, ['demo', '--port', port, '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the demo did not start')), STARTS_WITHIN_MS);
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (!said.includes('parley ready on')) return;
      clearTimeout(timer);
      resolve();
    });
    ended.then((code) => reject(new Error(`the demo ended with ${code}\n${said}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await ready;
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, stop };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export class World {
  #browser;
  #server;
  #contexts = new Set();
  #bootstrap;

  constructor(server, browser) {
    this.#server = server;
    this.#browser = browser;
  }

  get url() {
    return this.#server.url;
  }

  async close() {
    await this.#browser.close();
    await this.#server.stop();
  }

  /** People who may sign in: the demo's, or those of PARLEY_PEOPLE (`name=email,…`). */
  async people() {
    this.#bootstrap ??= await this.ask('GET', '/bootstrap');
    const { demo: shown } = this.#bootstrap;
    if (!shown) throw new Error('these tests need a server that was started by `demo`');
    const { tenant, password } = shown;
    return shown.people.map(
      ({ email, displayName }) => new Person(this, tenant, email, password, displayName),
    );
  }

  /** The first two people and a new group of theirs, that no other test writes to. */
  async pair(name) {
    const [ada, bob] = await this.people();
    await ada.signInOverRest();
    await bob.signInOverRest();
    const room = await ada.begin(`${name} ${Date.now().toString(36)}`, [bob]);
    return { ada, bob, room };
  }

  async ask(method, path, body, token) {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /**
   * A fresh browser context: another device. What its pages complain of, or do against the content
   * security policy, is in `faults`.
   */
  async page(options = {}) {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    });
    this.#contexts.add(context);
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(error.message));
    page.on('console', (line) => {
      const text = line.text();
      const network = /Failed to load resource|ERR_INTERNET_DISCONNECTED|WebSocket/.test(text);
      if (line.type() === 'error' && !network) page.faults.push(text);
    });
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) =>
        console.error(`breach: ${event.violatedDirective} by ${event.blockedURI}`),
      );
    });
    page.setDefaultTimeout(15_000);
    return page;
  }

  async closePages() {
    await Promise.all([...this.#contexts].map((context) => context.close()));
    this.#contexts.clear();
  }
}

class Person {
  #world;
  #token;

  constructor(world, tenant, email, password, name) {
    this.#world = world;
    this.tenant = tenant;
    this.email = email;
    this.password = password;
    this.name = name;
  }

  get firstName() {
    return this.name.split(' ')[0];
  }

  async signInOverRest() {
    const { tenant, email, password } = this;
    const signedIn = await this.#world.ask('POST', '/auth/login', { tenant, email, password });
    this.#token = signedIn.token;
    this.id = signedIn.user.id;
  }

  ask(method, path, body) {
    return this.#world.ask(method, path, body, this.#token);
  }

  async begin(name, others) {
    const participantIds = others.map((person) => person.id);
    const body = { type: 'group', name, participantIds };
    return (await this.ask('POST', '/conversations', body)).conversation;
  }

  /** A workspace with others, its first board, and tasks in the first column. */
  async plan(name, others, titles) {
    const { workspace } = await this.ask('POST', '/workspaces', { name });
    const path = `/workspaces/${workspace.id}`;
    const userIds = others.map((person) => person.id);
    if (userIds.length > 0) await this.ask('POST', `${path}/members`, { userIds });
    const { board } = await this.ask('POST', `${path}/boards`, { name: 'Launch' });
    for (const title of titles) {
      await this.ask('POST', `${path}/tasks`, { title, boardId: board.id });
    }
    return { workspace, board, path: `/w/${workspace.id}/b/${board.id}` };
  }

  async say(room, content) {
    return (await this.ask('POST', `/conversations/${room.id}/messages`, { content })).message;
  }

  /** Signs in through the page and waits for the list. */
  async arrive(page, path = '/') {
    await page.goto(this.#world.url + path);
    await page.locator('.demo-person', { hasText: this.name }).click();
    await page.locator('.shell').waitFor();
    return page;
  }

  /** Signs in and opens a conversation. */
  async enter(page, room) {
    await this.arrive(page, `/c/${room.id}`);
    await page.locator('.composer-text').waitFor();
    await page.locator('.messages-scroll').waitFor();
    await live(page);
    return page;
  }
}

export async function live(page) {
  await page.locator('.shell[data-connection="live"]').waitFor();
}

export async function write(page, text) {
  await page.locator('.composer-text').fill(text);
  await page.keyboard.press('Enter');
}

export function said(page, text) {
  return page.locator('.message', { hasText: text });
}

/** The texts of all messages in the page, in their order. */
export function texts(page) {
  return page.locator('.message .message-text').allTextContents();
}

/** Waits until `probe` gives what `accept` takes; the last value is in the error. */
export async function until(probe, accept, within = 15_000) {
  const end = Date.now() + within;
  let last;
  do {
    last = await probe();
    if (accept(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`did not happen within ${within} ms; last: ${JSON.stringify(last)}`);
}
