import type { Credentials } from './credentials.ts';
import type { Ask, Http } from './http.ts';
import { randomId } from './ids.ts';

const id = encodeURIComponent;

export type SwitchState = 'off' | 'on' | 'phased';

/** Each comes with those before it. Whoever is in none of the first two is `general`. */
export type RolloutGroup = 'internal' | 'beta' | 'general';

export interface SwitchSetting {
  state: SwitchState;
  groups: RolloutGroup[];
  /** Of those who are in none of the groups. */
  percentage: number;
}

export interface FeatureSwitch extends SwitchSetting {
  key: string;
  description: string;
  /** Counts the tenant's own changes; 0: it says nothing, and `standard` holds. */
  version: number;
  standard: SwitchSetting;
  builtIn: boolean;
  /** How many it is decided for one by one. */
  people: number;
  updatedBy: string | null;
  updatedAt: string | null;
}

export interface SwitchPerson {
  userId: string;
  value: boolean;
}

/**
 * What was before and after: a setting with its description, what holds for one person, or the
 * group that a person is in.
 */
export type SwitchValue =
  | { description: string; setting: SwitchSetting }
  | SwitchSetting
  | RolloutGroup
  | boolean
  | null;

export interface SwitchChange {
  id: string;
  kind: 'switch' | 'person' | 'default' | 'group';
  userId: string | null;
  version: number | null;
  /** Null where it was an operator. */
  changedBy: string | null;
  changedAt: string;
  before: SwitchValue;
  after: SwitchValue;
}

export interface RolloutMember {
  userId: string;
  group: RolloutGroup;
}

/** Switches over REST, for administrators of the tenant. */
export class Switches {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  /** Every feature that the server, an operator or the tenant says something about. */
  async list(): Promise<FeatureSwitch[]> {
    return (await this.#ask<{ switches: FeatureSwitch[] }>('GET', '/switches')).switches;
  }

  get(key: string): Promise<{ switch: FeatureSwitch; people: SwitchPerson[] }> {
    return this.#ask('GET', `/switches/${id(key)}`);
  }

  /** Refused with `stale` where another came first. */
  async put(
    key: string,
    change: Partial<SwitchSetting> & { version: number; state: SwitchState; description?: string },
  ): Promise<FeatureSwitch> {
    const ask = { body: change, idempotencyKey: randomId() };
    const path = `/switches/${id(key)}`;
    return (await this.#ask<{ switch: FeatureSwitch }>('PUT', path, ask)).switch;
  }

  /** Takes back what the tenant has said, also for single people. */
  async delete(key: string): Promise<void> {
    await this.#ask('DELETE', `/switches/${id(key)}`);
  }

  async decide(key: string, userId: string, value: boolean): Promise<void> {
    await this.#ask('PUT', `/switches/${id(key)}/people/${id(userId)}`, { body: { value } });
  }

  async undecide(key: string, userId: string): Promise<void> {
    await this.#ask('DELETE', `/switches/${id(key)}/people/${id(userId)}`);
  }

  /** The newest first. */
  changes(
    key: string,
    page: { before?: string; limit?: number } = {},
  ): Promise<{ changes: SwitchChange[]; hasMore: boolean; nextBefore: string | null }> {
    return this.#ask('GET', `/switches/${id(key)}/changes`, { query: page });
  }

  /** Who gets features early. */
  async members(): Promise<RolloutMember[]> {
    return (await this.#ask<{ members: RolloutMember[] }>('GET', '/rollout/groups')).members;
  }

  /** Who was put into which group, the newest first. */
  groupChanges(
    page: { before?: string; limit?: number } = {},
  ): Promise<{ changes: SwitchChange[]; hasMore: boolean; nextBefore: string | null }> {
    return this.#ask('GET', '/rollout/changes', { query: page });
  }

  async putMember(userId: string, group: RolloutGroup): Promise<void> {
    await this.#ask('PUT', `/rollout/groups/${id(userId)}`, { body: { group } });
  }

  #ask<T>(method: string, path: string, ask: Ask = {}): Promise<T> {
    return this.#http.askAs<T>(this.#who, method, path, ask);
  }
}
