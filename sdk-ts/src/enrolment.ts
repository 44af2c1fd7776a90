import type { Credentials } from './credentials.ts';
import type { Http } from './http.ts';
import { randomId } from './ids.ts';
import type { Role } from './protocol.ts';

const id = encodeURIComponent;

/**
 * Whom an enrolment rule is about: `domains` or `all` as the type says, neither for `manual`, and
 * for those who do not administer the tenant.
 */
export interface EnrolmentCriteria {
  domains?: string[];
  all?: { key: string; in: (string | number | boolean)[] }[];
}

export interface EnrolmentDefinition {
  name: string;
  type: 'email_domain' | 'user_metadata' | 'manual';
  criteria: EnrolmentCriteria;
  actions: { role: Exclude<Role, 'owner'>; conversationIds: string[] };
  active: boolean;
}

export interface EnrolmentRule extends EnrolmentDefinition {
  id: string;
  workspaceId: string;
  version: number;
  createdBy: string;
  createdAt: string;
  updatedBy: string;
  updatedAt: string;
}

export interface EnrolmentRuleVersion extends EnrolmentDefinition {
  version: number;
  changedBy: string;
  changedAt: string;
}

export interface EnrolmentCounts {
  matched: number;
  joining: number;
  raising: number;
  alreadyThere: number;
  leftBefore: number;
  leftOut: number;
  joiningConversations: number;
}

export interface EnrolmentRun {
  id: string;
  ruleId: string;
  ruleVersion: number;
  kind: 'apply' | 'rollback';
  byName: boolean;
  toVersion: number | null;
  state: 'pending' | 'running' | 'done' | 'superseded' | 'failed';
  counts: EnrolmentCounts;
  undone: number;
  kept: number;
  createdBy: string;
  createdAt: string;
  finishedAt: string | null;
}

/** A run that has ended: how many, and nobody by name. */
export interface EnrolmentFinished {
  workspaceId: string;
  ruleId: string;
  runId: string;
  kind: EnrolmentRun['kind'];
  state: 'done' | 'superseded' | 'failed';
  joined: number;
  raised: number;
  undone: number;
  kept: number;
}

export interface EnrolmentProspect {
  userId: string;
  displayName: string;
  outcome: 'joins' | 'is_raised' | 'is_there' | 'left_before' | 'left_out';
  roleBefore: Role | null;
  role: Role | null;
  conversationIds: string[];
  leftOut: boolean;
}

/** What a rule would do right now. */
export interface EnrolmentDryRun {
  counts: EnrolmentCounts;
  /** False where there are too many people to count. */
  complete: boolean;
  people: EnrolmentProspect[];
  hasMore: boolean;
  nextAfter: string | null;
}

/** A rule as it is from now on, and the run that it began. */
export interface ChangedEnrolmentRule {
  rule: EnrolmentRule;
  run: EnrolmentRun | null;
}

/**
 * Enrolment over REST: the rules by which a workspace lets people in. For its owners and admins;
 * rules by domain or metadata are the tenant's administrators' among them to write.
 */
export class Enrolment {
  readonly #http: Http;
  readonly #who: Credentials;

  constructor(http: Http, who: Credentials) {
    this.#http = http;
    this.#who = who;
  }

  async list(workspaceId: string): Promise<EnrolmentRule[]> {
    return (await this.#ask<{ rules: EnrolmentRule[] }>('GET', rules(workspaceId))).rules;
  }

  async get(workspaceId: string, ruleId: string): Promise<EnrolmentRule> {
    return (await this.#ask<{ rule: EnrolmentRule }>('GET', one(workspaceId, ruleId))).rule;
  }

  create(workspaceId: string, rule: EnrolmentDefinition): Promise<ChangedEnrolmentRule> {
    return this.#ask('POST', rules(workspaceId), rule);
  }

  /** `version` is the one that was read. */
  update(
    workspaceId: string,
    ruleId: string,
    change: EnrolmentDefinition & { version: number },
  ): Promise<ChangedEnrolmentRule> {
    return this.#ask('PUT', one(workspaceId, ruleId), change);
  }

  async delete(workspaceId: string, ruleId: string): Promise<void> {
    await this.#ask('DELETE', one(workspaceId, ruleId));
  }

  /** What would come of it; nothing is changed. `userIds` are people who are named. */
  dryRun(
    workspaceId: string,
    trial: Pick<EnrolmentDefinition, 'type' | 'criteria' | 'actions'> & {
      ruleId?: string;
      userIds?: string[];
      after?: string;
      limit?: number;
    },
  ): Promise<EnrolmentDryRun> {
    return this.#ask('POST', `${rules(workspaceId)}/dry-run`, trial);
  }

  /** The newest first. */
  async versions(workspaceId: string, ruleId: string): Promise<EnrolmentRuleVersion[]> {
    const path = `${one(workspaceId, ruleId)}/versions`;
    return (await this.#ask<{ versions: EnrolmentRuleVersion[] }>('GET', path)).versions;
  }

  /** Back to that version, or to before the first with 0. */
  rollback(
    workspaceId: string,
    ruleId: string,
    back: { version: number; expectedVersion: number },
  ): Promise<ChangedEnrolmentRule> {
    return this.#ask('POST', `${one(workspaceId, ruleId)}/rollback`, back);
  }

  /** The newest first. */
  async runs(workspaceId: string, ruleId: string): Promise<EnrolmentRun[]> {
    const path = `${one(workspaceId, ruleId)}/runs`;
    return (await this.#ask<{ runs: EnrolmentRun[] }>('GET', path)).runs;
  }

  /** Of everyone, or of people who are named: who has left comes back then. */
  async run(workspaceId: string, ruleId: string, userIds?: string[]): Promise<EnrolmentRun> {
    const named = userIds === undefined ? {} : { userIds };
    const path = `${one(workspaceId, ruleId)}/runs`;
    return (await this.#ask<{ run: EnrolmentRun }>('POST', path, named)).run;
  }

  /** How far a run has got. */
  async progress(workspaceId: string, ruleId: string, runId: string): Promise<EnrolmentRun> {
    const path = `${one(workspaceId, ruleId)}/runs/${id(runId)}`;
    return (await this.#ask<{ run: EnrolmentRun }>('GET', path)).run;
  }

  #ask<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> {
    const ask =
      method === 'POST' ? { body, idempotencyKey: randomId() } : body === undefined ? {} : { body };
    return this.#http.askAs<T>(this.#who, method, path, ask);
  }
}

function rules(workspaceId: string): string {
  return `/workspaces/${id(workspaceId)}/enrolment-rules`;
}

function one(workspaceId: string, ruleId: string): string {
  return `${rules(workspaceId)}/${id(ruleId)}`;
}
