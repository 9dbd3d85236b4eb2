import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { Attributes, View } from "../../../schema/model";
import type { Catalog } from "../catalog";
import { commentChange, newComment } from "../comment-change";
import { readGrants } from "../grants";
import type { NameIn } from "../name-in";
import type { ViewRow } from "../object-catalog";
import { prefixedChanges } from "../prefixed-attributes";
import { RULE } from "../view-rules";
import { changeViewColumns, columnNames, hasSameQuery, readViewColumns, trimQuery } from "../view-columns";

/** The attributes of a view and the options that they stand for. */
const OPTIONS: Readonly<Record<string, string>> = {
  "postgres.securityBarrier": "security_barrier",
  "postgres.securityInvoker": "security_invoker",
  "postgres.checkOption": "check_option",
};

const TRUE = new Set(["true", "on", "yes", "1"]);

/**
 * Views out of the catalog. Their attributes: `postgres.securityBarrier`, `postgres.securityInvoker` (true),
 * `postgres.checkOption` ("local", "cascaded"), for a column `postgres.columnComment.x` and `postgres.columnDefault.x`, and for a rule `postgres.rule.x`.
 */
export function readViews({ objects }: Catalog, nameIn: NameIn): readonly View[] {
  return objects.views
    .filter(({ isMaterialized }) => !isMaterialized)
    .map(({ schema, name, query, options, columns, rules, grants, comment }) => ({
      kind: "view",
      ...nameIn(schema, name),
      query: trimQuery(query),
      ...(comment === null ? {} : { comment }),
      attributes: {
        ...readOptions(options ?? []),
        ...readRules(rules),
        ...readViewColumns(columns),
        ...readGrants(grants),
      },
    }));
}

/** CREATE OR REPLACE VIEW sets the options anew; comments and the defaults of columns stay behind it. */
export function createPostgresViewWriter(sql: SqlPieces): ObjectWriter<View> {
  const define = (view: View, verb: string): string =>
    `${verb} VIEW ${sql.name(view)}${columnNames(sql, view)}${optionsText(view.attributes)} AS\n${view.query}`;
  const target = (view: View): string => `VIEW ${sql.name(view)}`;
  return {
    create: (view) => [
      define(view, "CREATE"),
      ...changeViewColumns(sql, view, undefined),
      ...changeRules(sql, view, undefined),
      ...newComment(sql, target(view), view),
    ],
    change: (view, previous) => [
      ...(previous !== undefined && hasSameDefinition(previous, view) ? [] : [define(view, "CREATE OR REPLACE")]),
      ...changeViewColumns(sql, view, previous?.attributes),
      ...changeRules(sql, view, previous?.attributes),
      ...commentChange(sql, target(view), view, previous),
    ],
    drop: (reference) => [`DROP VIEW ${sql.name(reference)}`],
  };
}

function hasSameDefinition(previous: View, view: View): boolean {
  return hasSameQuery(previous, view) && optionsText(previous.attributes) === optionsText(view.attributes);
}

function readRules(rules: ViewRow["rules"]): Attributes {
  return Object.fromEntries(rules.map(({ name, text }) => [RULE + name, trimQuery(text)]));
}

function changeRules(sql: SqlPieces, view: View, previous: Attributes | undefined): readonly string[] {
  return prefixedChanges(RULE, view.attributes, previous).map(([name, text]) =>
    text === undefined
      ? `DROP RULE ${sql.quote(name)} ON ${sql.name(view)}`
      : `CREATE OR REPLACE RULE ${sql.quote(name)} AS ${text}`,
  );
}

function readOptions(options: readonly string[]): Attributes {
  const values = new Map(options.map((option) => option.split("=", 2) as [string, string]));
  const read = ([key, option]: readonly [string, string]): Attributes => {
    const value = values.get(option)?.toLowerCase();
    if (value === undefined) return {};
    if (option === "check_option") return { [key]: value };
    return TRUE.has(value) ? { [key]: true } : {};
  };
  return Object.fromEntries(Object.entries(OPTIONS).flatMap((each) => Object.entries(read(each))));
}

function optionsText(attributes: Attributes = {}): string {
  const list = Object.entries(OPTIONS).flatMap(([key, option]) => {
    const value = attributes[key];
    return value === undefined || value === false
      ? []
      : [`${option}=${value === true || value === "local" ? value : "cascaded"}`];
  });
  return list.length === 0 ? "" : ` WITH (${list.join(", ")})`;
}
