import type { EnrolmentDefinition, EnrolmentRule, Role } from '@parley/sdk';

/** A rule as it stands in the form. */
export interface Draft {
  name: string;
  type: EnrolmentDefinition['type'];
  domains: string;
  conditions: string;
  role: EnrolmentDefinition['actions']['role'];
  groups: string[];
}

export const EMPTY: Draft = {
  name: '',
  type: 'email_domain',
  domains: '',
  conditions: '',
  role: 'member',
  groups: [],
};

/**
 * Whether somebody of that role in the tenant writes such rules: what they go by is shown to its
 * administrators alone.
 */
export function mayWrite(role: Role, type: Draft['type']): boolean {
  return type === 'manual' || role === 'owner' || role === 'admin';
}

type Value = string | number | boolean;

export function draftOf(rule: EnrolmentRule): Draft {
  const { criteria, actions } = rule;
  return {
    name: rule.name,
    type: rule.type,
    domains: (criteria.domains ?? []).join('\n'),
    conditions: (criteria.all ?? [])
      .map((each) => `${each.key} = ${each.in.map(written).join(', ')}`)
      .join('\n'),
    role: actions.role,
    groups: actions.conversationIds,
  };
}

/** A rule that is begun by somebody of that role in the tenant. */
export function emptyFor(role: Role): Draft {
  return mayWrite(role, EMPTY.type) ? EMPTY : { ...EMPTY, type: 'manual' };
}

/** What the server is told; null as long as something is missing. */
export function definitionOf(draft: Draft, active: boolean): EnrolmentDefinition | null {
  const criteria = criteriaOf(draft);
  if (criteria === null) return null;
  const actions = { role: draft.role, conversationIds: draft.groups };
  return { name: draft.name.trim(), type: draft.type, criteria, actions, active };
}

function criteriaOf(draft: Draft): EnrolmentDefinition['criteria'] | null {
  switch (draft.type) {
    case 'manual':
      return {};
    case 'email_domain': {
      const domains = draft.domains.split(/[\s,]+/u).filter((each) => each !== '');
      return domains.length === 0 ? null : { domains };
    }
    case 'user_metadata': {
      const lines = draft.conditions.split('\n').filter((line) => line.trim() !== '');
      const all = lines.map((line) => {
        const at = line.indexOf('=');
        const values = line.slice(at + 1).split(',');
        const given = values.map((each) => each.trim()).filter((each) => each !== '');
        return { key: at < 0 ? '' : line.slice(0, at).trim(), in: given.map(meant) };
      });
      const whole = all.length > 0 && all.every((each) => each.key !== '' && each.in.length > 0);
      return whole ? { all } : null;
    }
  }
}

/** Numbers and truth values are meant as such, unless they stand in quotes. */
function meant(text: string): Value {
  if (/^".*"$/u.test(text)) return text.slice(1, -1);
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/u.test(text) ? Number(text) : text;
}

function written(value: Value): string {
  const plain = String(value);
  return typeof value === 'string' && meant(plain) !== value ? `"${plain}"` : plain;
}
