// Renders the OpenAPI document of this server. Text is only ever set as text, never as HTML.
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const NESTED_MAX = 4;

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function resolve(doc, value) {
  if (!value || !value.$ref) return value ?? {};
  return value.$ref.slice(2).split('/').reduce((at, key) => at[key], doc);
}

function typeName(doc, schema) {
  const found = resolve(doc, schema);
  const name = schema?.$ref ? schema.$ref.split('/').pop() : null;
  if (name && found.type === 'object') return name;
  if (found.oneOf) return found.oneOf.map((each) => typeName(doc, each)).join(' | ');
  if (found.enum) return found.enum.map((each) => JSON.stringify(each)).join(' | ');
  if (found.type === 'array') return `${typeName(doc, found.items)}[]`;
  const type = Array.isArray(found.type) ? found.type.join(' | ') : (found.type ?? 'any');
  return found.format ? `${type} (${found.format})` : type;
}

function bounds(schema) {
  const names = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'default'];
  return names.filter((name) => schema[name] !== undefined).map((name) => `${name} ${schema[name]}`).join(', ');
}

function rows(doc, schema, prefix = '', depth = 0) {
  const found = resolve(doc, schema);
  const object = found.type === 'array' ? resolve(doc, found.items) : found;
  if (!object.properties || depth > NESTED_MAX) return [];
  return Object.entries(object.properties).flatMap(([name, value]) => {
    const field = resolve(doc, value);
    const path = prefix + name;
    const needed = object.required?.includes(name) ? 'required' : '';
    const about = [field.description, bounds(field)].filter(Boolean).join(' · ');
    const row = el('tr', {}, el('td', {}, el('code', {}, path)), el('td', {}, typeName(doc, value)),
      el('td', { class: 'faint' }, needed), el('td', {}, about));
    const inner = value.$ref || field.type === 'string' ? [] : rows(doc, value, `${path}.`, depth + 1);
    return [row, ...inner];
  });
}

function table(headings, body) {
  return el('table', {}, el('thead', {}, el('tr', {}, ...headings.map((each) => el('th', {}, each)))),
    el('tbody', {}, ...body));
}

function fields(doc, title, schema) {
  const body = rows(doc, schema);
  const parts = [el('h4', {}, `${title}: `, el('code', {}, typeName(doc, schema)))];
  if (body.length) parts.push(table(['field', 'type', '', ''], body));
  return parts;
}

function parameters(doc, operation) {
  const all = (operation.parameters ?? []).map((each) => resolve(doc, each));
  if (!all.length) return [];
  const body = all.map((each) => el('tr', {}, el('td', {}, el('code', {}, each.name)), el('td', {}, each.in),
    el('td', {}, typeName(doc, each.schema)), el('td', { class: 'faint' }, each.required ? 'required' : ''),
    el('td', {}, [each.description, bounds(each.schema)].filter(Boolean).join(' · '))));
  return [el('h4', {}, 'Parameters'), table(['name', 'in', 'type', '', ''], body)];
}

function answers(doc, operation) {
  const parts = [];
  const others = [];
  for (const [status, reference] of Object.entries(operation.responses)) {
    const response = resolve(doc, reference);
    const schema = response.content?.['application/json']?.schema;
    if (status.startsWith('2') && schema) parts.push(...fields(doc, `Answer ${status}`, schema));
    else others.push(el('tr', {}, el('td', {}, el('code', {}, status)), el('td', {}, response.description ?? '')));
  }
  if (others.length) parts.push(el('details', {}, el('summary', {}, 'Other answers'), table(['status', ''], others)));
  return parts;
}

function article(doc, base, path, method, operation) {
  const open = operation.security?.length === 0;
  const body = operation.requestBody?.content?.['application/json']?.schema;
  return el('article', { id: operation.operationId, 'data-text': `${operation.operationId} ${path} ${operation.summary ?? ''}`.toLowerCase() },
    el('h3', {}, operation.summary ?? operation.operationId),
    el('p', {}, el('span', { class: `method ${method}` }, method), el('code', {}, base + path)),
    operation.description ? el('p', {}, operation.description) : null,
    el('p', { class: 'faint' }, open ? 'Needs no token.' : 'Needs a bearer token.'),
    ...parameters(doc, operation),
    ...(body ? fields(doc, 'Body', body) : []),
    ...answers(doc, operation));
}

function render(doc) {
  const base = new URL(doc.servers?.[0]?.url ?? '/', location.href).pathname.replace(/\/$/, '');
  const groups = new Map();
  const page = [el('h1', {}, doc.info.title), el('p', {}, doc.info.description ?? ''),
    el('p', { class: 'faint' }, `Version ${doc.info.version} · `, el('a', { href: '/api/v1/openapi.json' }, 'openapi.json'),
      ' · ', el('a', { href: '/api/v1/frames.json' }, 'frames.json'))];
  for (const [path, item] of Object.entries(doc.paths)) {
    for (const method of METHODS.filter((each) => item[each])) {
      const operation = item[method];
      const group = operation.tags?.[0] ?? path.split('/')[1];
      const link = el('a', { href: `#${operation.operationId}` }, operation.summary ?? operation.operationId);
      groups.set(group, [...(groups.get(group) ?? []), link]);
      page.push(article(doc, base, path, method, operation));
    }
  }
  document.getElementById('page').replaceChildren(...page);
  document.getElementById('index').replaceChildren(
    ...[...groups].flatMap(([name, links]) => [el('h2', {}, name), ...links]));
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function filter(text) {
  for (const node of document.querySelectorAll('article')) {
    const hidden = !node.dataset.text.includes(text);
    node.hidden = hidden;
    const link = document.querySelector(`nav a[href="#${node.id}"]`);
    if (link) link.hidden = hidden;
  }
}

document.getElementById('filter').addEventListener('input', (event) => filter(event.target.value.trim().toLowerCase()));
const answer = await fetch('/api/v1/openapi.json');
render(await answer.json());
