/**
 * Holds the code to `layers.json`: who imports whom, type-only imports included, and no cycle anywhere.
 *
 * `--write` prints the table into ARCHITECTURE.md; without it a table that differs is a problem.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import { format } from "prettier";
import { report, root } from "./source-files.mjs";

const { layers } = JSON.parse(readFileSync(join(root, "layers.json"), "utf8"));
const layerOf = new Map(layers.map((layer) => [layer.folder, layer]));

/** Every edge of the import graph inside the repository, as paths from the root. */
async function readEdges() {
  const folders = ["src", "packages"].filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(
    folders,
    {
      baseDir: root,
      tsPreCompilationDeps: true,
      detectJSDocImports: false,
      exclude: { path: "(^|/)(node_modules|dist)/" },
      enhancedResolveOptions: { extensions: [".ts", ".mts", ".cts", ".js", ".json"] },
    },
    undefined,
    {},
  );
  return output.modules.flatMap(({ source, dependencies }) =>
    dependencies
      .filter((each) => /^(src|packages)\//.test(each.resolved))
      .map((each) => ({ from: source, to: each.resolved })),
  );
}

/** A layer's imports, with what those may import in their turn. */
function allowedBy(layer, seen = new Set()) {
  for (const name of layer.mayImport) {
    if (seen.has(name)) continue;
    seen.add(name);
    const imported = layerOf.get(name);
    if (!imported) throw new Error(`layers.json: "${layer.folder}" may import "${name}", which is no layer`);
    allowedBy(imported, seen);
  }
  return seen;
}

function explain(from, to) {
  const [, folder, part] = from.split("/");
  const [, wantedFolder, wantedPart] = to.split("/");
  const layer = layerOf.get(folder);
  const wanted = layerOf.get(wantedFolder);
  if (from.startsWith("packages/")) return to.startsWith("src/") && "packages may import public entry points only";
  if (to.startsWith("packages/")) return "src may not import packages";
  if (!layer) return `"${folder}" is no layer of layers.json`;
  if (!wanted) return `"${wantedFolder}" is no layer of layers.json`;
  if (folder === wantedFolder) return explainInside(layer, part, wantedPart);
  if (!allowedBy(layer).has(wantedFolder)) return `${folder} may not import ${wantedFolder}`;
  if (wanted.importedOnlyBy && !wanted.importedOnlyBy.some((name) => from === `src/${name}` || folder === name)) {
    return `only ${wanted.importedOnlyBy.join(" and ")} may import ${wantedFolder}`;
  }
  return undefined;
}

function explainInside(layer, part, wantedPart) {
  if (part === wantedPart) return undefined;
  if (layer.separate) return `${layer.folder}/${part} may not import ${layer.folder}/${wantedPart}`;
  if (!layer.parts) return undefined;
  const [own, other] = [part, wantedPart].map((name) => layer.parts.indexOf(name));
  if (own === -1) return `${layer.folder} has only the parts ${layer.parts.join(", ")}`;
  return other === -1 || other > own
    ? `${layer.folder}/${part} may not import ${layer.folder}/${wantedPart}`
    : undefined;
}

/** Groups of files that reach each other (Tarjan's strongly connected components of more than one file). */
function findCycles(edges) {
  const targets = new Map();
  for (const { from, to } of edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  const state = new Map();
  const stack = [];
  const cycles = [];
  const visit = (file) => {
    const own = { index: state.size, low: state.size, isOpen: true };
    state.set(file, own);
    stack.push(file);
    for (const target of targets.get(file) ?? []) {
      const other = state.get(target) ?? visit(target);
      if (other.isOpen) own.low = Math.min(own.low, other.low);
    }
    if (own.low === own.index) {
      const group = stack.splice(stack.indexOf(file));
      for (const member of group) state.get(member).isOpen = false;
      if (group.length > 1) cycles.push(shortestCycle(group, targets));
    }
    return own;
  };
  for (const file of [...targets.keys()].sort()) if (!state.has(file)) visit(file);
  return cycles;
}

function shortestCycle(group, targets) {
  const start = [...group].sort()[0];
  const queue = [[start]];
  const seen = new Set();
  for (const path of queue) {
    for (const next of targets.get(path.at(-1)) ?? []) {
      if (next === start) return [...path, start];
      if (!group.includes(next) || seen.has(next)) continue;
      seen.add(next);
      queue.push([...path, next]);
    }
  }
  return group;
}

async function checkTable() {
  const file = join(root, "ARCHITECTURE.md");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const block = /(<!-- layers -->\n)[^]*?(<!-- \/layers -->)/;
  if (!block.test(text)) return ["ARCHITECTURE.md has no <!-- layers --> block"];
  const wanted = text.replace(block, (_match, start, end) => `${start}\n${renderTable()}\n\n${end}`);
  const formatted = await format(wanted, { parser: "markdown", printWidth: 120 });
  if (formatted === text) return [];
  if (!process.argv.includes("--write")) {
    return ["ARCHITECTURE.md: its table is not that of layers.json; run `node .ci/check-layers.mjs --write`"];
  }
  writeFileSync(file, formatted);
  return [];
}

function renderTable() {
  const rows = layers.map(({ level, folder, holds, mayImport }) => {
    const imports = mayImport.length === 0 ? "-" : mayImport.map((name) => `\`${name}\``).join(", ");
    return `| ${level} | \`${folder}/\` | ${holds} | ${imports} |`;
  });
  return ["| level | folder | what lives there | may import |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

const edges = await readEdges();
const forbidden = edges.flatMap(({ from, to }) => {
  const reason = explain(from, to);
  return reason ? [`${from} -> ${to}: ${reason}`] : [];
});
const cycles = findCycles(edges).map((cycle) => `cycle: ${cycle.join(" -> ")}`);
report(
  [...new Set(forbidden), ...cycles, ...(await checkTable())],
  `layers: ${edges.length} imports, none forbidden, no cycle`,
);
