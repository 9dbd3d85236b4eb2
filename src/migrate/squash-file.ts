import { readFileSync } from "node:fs";
import path from "node:path";
import { analyzeHazards } from "../dialect/hazards";
import type { ResolvedDialect } from "../dialect/dialect";
import { formatSource } from "../revisions/render/format-source";
import { formatCreateDate, formatFileName } from "../revisions/revision-file";
import { renderRevisionFile, type RevisionFormat } from "../revisions/revision-template";
import type { Operation } from "../operations/operation";
import type { Schema } from "../schema/model";
import { readTemplate, revisionFormat, type MigrationPlace } from "./locations";
import type { RevisionHalf } from "./plan-revision";
import type { SquashedBodies } from "./squash-bodies";
import type { SquashRange } from "./squash-range";
import { squashOperations } from "./squash-operations";
import type { SquashSimulation } from "./squash-simulation";
import { renderRevision, type RevisionRendering } from "./write-revision";

/** How the new file is called and what stands at its top. */
export interface SquashTitle {
  readonly message: string;
  readonly createDate: Date;
}

/** The path of the new file: the folder of the last member, and the project's template for names. */
export function squashFileName(
  { migrations }: MigrationPlace,
  { members, head }: SquashRange,
  title: SquashTitle,
): string {
  const { fileTemplate: template, slugLength, timezone } = migrations;
  const last = members.at(-1)!.path!;
  const name = formatFileName({
    revision: head.revision,
    ...title,
    ...(template === undefined ? {} : { template }),
    ...(slugLength === undefined ? {} : { slugLength }),
    ...(timezone === undefined ? {} : { timezone }),
  });
  return path.join(path.dirname(last), path.basename(name) + path.extname(last));
}

const STOP = "orm squash: the way down ends here";

/** The text of the file that does by operations what the members did. */
export async function renderOperationsFile(
  place: MigrationPlace,
  dialect: ResolvedDialect,
  range: SquashRange,
  simulation: SquashSimulation,
  title: SquashTitle,
  file: string,
): Promise<string> {
  const { start, end, upgrade, downgrade, stops } = simulation;
  const down = [
    ...squashOperations(downgrade, dialect),
    ...(stops === undefined ? [] : [{ kind: "execute", strings: [STOP], values: [] } as const]),
  ];
  const plan = {
    upgrade: half(squashOperations(upgrade, dialect), start, dialect),
    downgrade: half(down, end, dialect),
  };
  const text = await renderRevision(renderingOf(place, formatOf(file, range)), headOf(range, title, place), plan, file);
  const stop = `throw new Error(${JSON.stringify(stops ?? "")});`;
  return withSquashes(
    text.replace(new RegExp(`await op\\.execute\\(["'\`]${STOP}["'\`]\\);?`), () => stop),
    range.squashes,
  );
}

function half(operations: readonly Operation[], before: Schema, dialect: ResolvedDialect): RevisionHalf {
  return { operations, hazards: analyzeHazards(operations, before, dialect.hazards) };
}

/** The text of the file that calls the code of the members. */
export async function renderBodiesFile(
  place: MigrationPlace,
  range: SquashRange,
  { imports, parts, upgrade, downgrade }: SquashedBodies,
  title: SquashTitle,
  file: string,
): Promise<string> {
  const format = formatOf(file, range);
  const plain = renderRevisionFile({ ...headOf(range, title, place), upgrade, downgrade, format });
  // The default template imports the type of `op`, which the code of the members mostly does too.
  const own = plain.replace(/^import type \{ Operations \} from "ormolu\/migrate";\n/m, "");
  const lines = own === plain ? imports : withOperationsType(imports);
  const constants = /^(?:export const revision|exports\.revision)\b/m.exec(own)!.index;
  const functions = /^(?:\/\*\* @param [^\n]*\n)?(?:export async function|exports\.)\s*upgrade\b/m.exec(own)!.index;
  const text = [
    `${own.slice(0, constants).trimEnd()}\n`,
    `${lines.join("\n")}\n\n`,
    own.slice(constants, functions),
    `${parts.join("\n\n")}\n\n`,
    own.slice(functions),
  ].join("");
  const { resolveConfig } = await import("prettier");
  const style = await resolveConfig(file, { editorconfig: true }).catch(() => null);
  return withSquashes(await formatSource(text, file, { ...style }), range.squashes);
}

function withOperationsType(imports: readonly string[]): readonly string[] {
  const isThere = imports.some((line) => /[{ ,]Operations[ ,}]/.test(line));
  return isThere ? imports : ['import type { Operations } from "ormolu/migrate";', ...imports];
}

function headOf({ head }: SquashRange, { message, createDate }: SquashTitle, { migrations }: MigrationPlace) {
  return { ...head, message, createDate: formatCreateDate(createDate, migrations.timezone) };
}

/** The project's own template, where it is in the language of the file. */
function renderingOf(place: MigrationPlace, format: RevisionFormat): RevisionRendering {
  const template = revisionFormat(place) === format ? readTemplate(place) : undefined;
  return { format, ...(template === undefined ? {} : { template }) };
}

/** The language of the last member, which the new file follows. */
function formatOf(file: string, { members }: SquashRange): RevisionFormat {
  if (/\.[cm]?ts$/.test(file)) return "typescript";
  if (file.endsWith(".mjs")) return "esm";
  if (file.endsWith(".cjs")) return "commonjs";
  return /^export\s/m.test(readFileSync(members.at(-1)!.path!, "utf8")) ? "esm" : "commonjs";
}

const LINE = 100;

/** Writes the ids into the doc comment, behind what is there; where there is no doc comment, into a new one. */
function withSquashes(text: string, ids: readonly string[]): string {
  const lines = wrap(ids)
    .map((line) => ` * ${line}\n`)
    .join("");
  const top = /^(\uFEFF?(?:\s|\/\/[^\n]*|["']use strict["'];?)*\/\*\*[^]*?)\s*\*\//.exec(text);
  if (top === null) return `/**\n${lines} */\n${text}`;
  return `${top[1]!}\n${lines} */${text.slice(top[0].length)}`;
}

function wrap(ids: readonly string[]): readonly string[] {
  const lines = ["Squashes:"];
  for (const [index, id] of ids.entries()) {
    const word = index === ids.length - 1 ? id : `${id},`;
    const last = lines.at(-1)!;
    if (last.length + word.length < LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines;
}
