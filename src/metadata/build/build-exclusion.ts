import { withoutUndefined } from "../../util/without-undefined";
import type { ExclusionElementMetadata, ExclusionMetadata } from "../entity-metadata";
import type { ExclusionDefinition } from "../metadata-storage";
import type { ExclusionForm, StorageParameters } from "../options/constraint-options";
import { findIncluded, readPart } from "./build-index";
import { readDeferrable } from "./build-relations";
import type { Placed } from "./entity-definition";
import { columnNames, optionError } from "./constraint-columns";
import type { BuildContext, EntityDraft } from "./draft";
import { parseExclusion, type ParsedElement } from "./parse-exclusion";
import { suggestName } from "./relation-error";

const DECORATOR = "@Exclusion()";

type Parts = Pick<ExclusionMetadata, "expression" | "method" | "elements" | "where" | "include" | "storage">;

/** Builds an exclusion constraint from its text or its form. Throws `ENTITY.OPTION_INVALID` for a text that is none. */
export function buildExclusion(
  { naming }: BuildContext,
  draft: EntityDraft,
  exclusion: Placed<ExclusionDefinition>,
): ExclusionMetadata {
  const { name, expression, options } = exclusion.definition;
  const parts = typeof expression === "string" ? readText(draft, expression) : readForm(draft, exclusion, expression);
  return {
    name: name ?? naming.exclusionConstraintName(draft.metadata.tableName, parts.expression),
    ...parts,
    ...withoutUndefined({
      deferrable: readDeferrable(options.deferrable),
      comment: options.comment,
      dialects: options.dialects,
    }),
  };
}

function readText(draft: EntityDraft, expression: string): Parts {
  const parsed = parseExclusion(expression);
  if (parsed === undefined || parsed.elements.length === 0) {
    throw optionError(
      draft,
      `${DECORATOR} cannot be read: ${JSON.stringify(expression)}`,
      'Write it as in SQL: USING gist ("room" WITH =, "period" WITH &&), or give { using, elements }.',
    );
  }
  const { method, elements, where } = parsed;
  return {
    expression,
    ...withoutUndefined({ method, where }),
    elements: elements.map((element) => readElement(draft, element)),
  };
}

function readElement(draft: EntityDraft, { column: name, ...rest }: ParsedElement): ExclusionElementMetadata {
  if (name === undefined) return rest;
  const column = draft.columns.find((candidate) => candidate.columnName === name);
  if (column !== undefined) return { column, ...rest };
  throw optionError(
    draft,
    `${DECORATOR} names column "${name}", which the table does not have`,
    suggestName(name, columnNames(draft.columns)),
  );
}

function readForm(draft: EntityDraft, exclusion: Placed<unknown>, form: ExclusionForm): Parts {
  const { using: method, where } = form;
  const elements = form.elements.flatMap((element): readonly ExclusionElementMetadata[] => {
    const { operator } = element;
    return readPart(draft, exclusion, element, {}, DECORATOR).map((part) => ({ ...part, operator }));
  });
  if (elements.length === 0 || form.elements.some(({ operator }) => !operator)) {
    throw optionError(
      draft,
      `${DECORATOR} has an element without an operator, or no element`,
      'Write { property: "room", operator: "=" }.',
    );
  }
  const members = withoutUndefined({
    method,
    where,
    include: findIncluded(draft, exclusion, form, DECORATOR),
    storage: form.with,
  });
  return { expression: writeExclusion({ ...members, elements }), ...members, elements };
}

/** The text that the name of the constraint is made from, and that people read. */
function writeExclusion({ method, elements, where, include, storage }: Omit<Parts, "expression">): string {
  const list = elements.map((element) => `${writeElement(element)} WITH ${element.operator}`);
  return [
    ...(method === undefined ? [] : [`USING ${method}`]),
    `(${list.join(", ")})`,
    ...(include === undefined ? [] : [`INCLUDE (${columnNames(include).map(quote).join(", ")})`]),
    ...(storage === undefined ? [] : [`WITH (${writeStorage(storage)})`]),
    ...(where === undefined ? [] : [`WHERE (${where})`]),
  ].join(" ");
}

function writeElement({
  column,
  expression,
  collation,
  opclass,
  opclassOptions,
  order,
  nulls,
}: ExclusionElementMetadata) {
  return [
    column === undefined ? `(${expression})` : quote(column.columnName),
    ...(collation === undefined ? [] : [`COLLATE ${quote(collation)}`]),
    ...(opclass === undefined ? [] : [opclass]),
    ...(opclassOptions === undefined ? [] : [`(${writeStorage(opclassOptions)})`]),
    ...(order === undefined ? [] : [order.toUpperCase()]),
    ...(nulls === undefined ? [] : [`NULLS ${nulls.toUpperCase()}`]),
  ].join(" ");
}

function writeStorage(storage: StorageParameters): string {
  return Object.entries(storage)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
