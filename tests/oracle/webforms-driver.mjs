// Drives ODK Web Forms' engine over standard input and output, as JavaRosaDriver does JavaRosa's.
//
// "F path language" opens a form, whose files lie beside it; "S path value" sets a value; "A path"
// adds an instance to a repeat, "R path" removes one. Each line is answered by one line of JSON:
// the state of every node, or {"error": why}. "E path language submission" opens a form with a
// submission to edit it, "X" writes the submission, as {"xml": …}; "T path value" takes an answer
// and tells how long that took, as {"micros": …}. Started as: node webforms-driver.mjs FOLDER,
// where FOLDER holds node_modules with @getodk/xforms-engine and jsdom.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';

const folder = path.resolve(process.argv[2]);
const require = createRequire(path.join(folder, 'x.js'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

// The engine was made for a browser, and its bundle reaches for names of CommonJS.
const { JSDOM } = await load('jsdom');
const { window } = new JSDOM('');
for (const name of [
  'window', 'document', 'DOMParser', 'XMLSerializer', 'Node', 'Element', 'Document', 'XPathResult',
  'Attr', 'Text', 'NodeFilter', 'XMLDocument', 'Comment', 'CDATASection', 'ProcessingInstruction',
  'HTMLElement', 'DocumentFragment', 'CharacterData',
]) {
  if (window[name]) globalThis[name] = window[name];
}
Object.assign(globalThis, { __dirname: folder, __filename: path.join(folder, 'x.js'), require });
const entry = path.join(folder, 'node_modules/@getodk/xforms-engine');
const manifest = JSON.parse(fs.readFileSync(path.join(entry, 'package.json'), 'utf8'));
const main = manifest.exports?.['.']?.import ?? manifest.exports?.['.']?.default ?? manifest.module;
const { constants, loadForm } = await import(
  pathToFileURL(path.join(entry, typeof main === 'string' ? main : main.default)).href
);

const VALUES = new Set([
  'model-value', 'input', 'select', 'note', 'upload', 'trigger', 'range', 'rank',
]);
const opened = new Map();
let root = null;

function* walk(node) {
  yield node;
  for (const child of node.currentState.children ?? []) yield* walk(child);
}

function text(node) {
  const value = node.currentState.instanceValue ?? node.currentState.value;
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(' ') : String(value.name ?? value);
}

function state() {
  const told = {};
  for (const node of walk(root)) {
    const now = node.currentState;
    if (node.nodeType === 'repeat-range:uncontrolled') {
      if (now.relevant) told[now.reference] = { prompted: true };
    } else if (!VALUES.has(node.nodeType)) {
      if (node.nodeType === 'group' || node.nodeType === 'repeat-instance') {
        told[now.reference] = { relevant: now.relevant, title: now.label?.asString ?? null };
      }
    } else {
      told[now.reference] = question(node, now);
    }
  }
  return told;
}

function question(node, now) {
  const told = { value: text(node), relevant: now.relevant };
  if (node.nodeType === 'model-value') return told;
  const judged = node.validationState?.constraint;
  told.label = now.label?.asString ?? null;
  told.hint = now.hint?.asString ?? null;
  told.required = now.required;
  told.readonly = now.readonly;
  told.holds = judged?.valid ?? true;
  told.constraintMessage = judged?.message?.asString ?? null;
  told.requiredMessage = node.validationState?.required?.message?.asString ?? null;
  if (now.valueOptions) {
    told.choices = now.valueOptions.map((one) => [one.value, one.label?.asString ?? '']);
  }
  return told;
}

function find(reference, type) {
  for (const node of walk(root)) {
    const fits = type === undefined || node.nodeType.startsWith(type);
    if (node.currentState.reference === reference && fits) return node;
  }
  throw new Error(`there is no ${reference}`);
}

function set(reference, value, node = find(reference)) {
  if (node.nodeType === 'rank') return node.setValues(value === '' ? [] : value.split(' '));
  if (node.nodeType === 'select') {
    const values = value === '' ? [] : value.split(' ');
    return node.selectType === 'select' ? node.selectValues(values) : node.selectValue(values[0] ?? null);
  }
  if (node.nodeType === 'trigger') return node.setValue(value === 'OK');
  if (node.nodeType === 'range') return node.setValue(value === '' ? null : Number(value));
  if (node.nodeType === 'upload') return node.setValue(value === '' ? null : new File(['x'], value));
  return node.setValue(value);
}

async function loaded(file) {
  if (!opened.has(file)) {
    const beside = path.dirname(file);
    const form = await loadForm(fs.readFileSync(file, 'utf8'), {
      fetchFormAttachment: async (address) => {
        const found = path.join(beside, path.basename(String(address)));
        if (!fs.existsSync(found)) return new Response('', { status: 404 });
        const types = { '.csv': 'text/csv', '.xml': 'text/xml', '.geojson': 'application/geo+json' };
        const type = types[path.extname(found)] ?? 'text/plain';
        return new Response(fs.readFileSync(found), { headers: { 'content-type': type } });
      },
      missingResourceBehavior: 'BLANK',
    });
    if (form.status === 'failure') throw form.error;
    opened.clear();
    opened.set(file, form);
  }
  return opened.get(file);
}

function begin(instance, language) {
  root = instance.root;
  const found = root.languages.find((one) => one.language === language);
  if (language && found) root.setLanguage(found);
}

async function edit(form, language, file) {
  const xml = fs.readFileSync(file, 'utf8');
  const data = new FormData();
  const { INSTANCE_FILE_NAME: name, INSTANCE_FILE_TYPE: type } = constants;
  data.set(name, new File([xml], name, { type }));
  for (const [, upload] of xml.matchAll(/>([^<>]+\.jpg)</g)) data.set(upload, new File(['x'], upload));
  const input = { inputType: 'FORM_INSTANCE_INPUT_RESOLVED', data: [data] };
  begin(await form.editInstance(input), language);
}

async function submission() {
  const payload = await root.prepareInstancePayload({ payloadType: 'monolithic' });
  return { xml: await payload.data[0].get(constants.INSTANCE_FILE_NAME).text() };
}

function timed(place, value) {
  const node = find(place);
  const began = performance.now();
  set(place, value, node);
  void node.validationState?.violation;
  return { micros: (performance.now() - began) * 1000 };
}

async function answered([command, place, value, file]) {
  if (command === 'X') return submission();
  if (command === 'T') return timed(place, unescaped(value));
  if (command === 'F') begin((await loaded(place)).createInstance(), value);
  else if (command === 'E') await edit(await loaded(place), value, file);
  else if (command === 'A') find(place, 'repeat-range').addInstances();
  else if (command === 'R') remove(place);
  else set(place, unescaped(value));
  return state();
}

function unescaped(value) {
  return value.replaceAll('\\n', '\n').replaceAll('\\t', '\t');
}

function remove(reference) {
  const [, range, number] = reference.match(/^(.*)\[(\d+)\]$/);
  find(range, 'repeat-range').removeInstances(Number(number) - 1);
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let told;
  try {
    told = await answered(line.split('\t'));
  } catch (problem) {
    told = { error: String(problem?.message ?? problem) };
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
process.exit(0);
