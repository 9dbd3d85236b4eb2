import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { Trigger } from "../../../schema/model";
import type { ObjectReference } from "../../../schema/object-reference";
import { commentChange, newComment } from "../comment-change";
import { isOwn } from "../is-own";

/** The trigger is a rule: its event is `ON INSERT`, its action the rest behind the table. */
export const IS_RULE = "postgres.rule";

/** When a rule acts, as for a trigger: the attribute and the words behind ALTER TABLE. */
const STATE = "postgres.state";

const ACTIONS: Readonly<Record<string, string>> = {
  disabled: "DISABLE RULE",
  replica: "ENABLE REPLICA RULE",
  always: "ENABLE ALWAYS RULE",
};

/** A rule can share its name with a trigger of its table, who could not be told apart: such a rule is only named. */
const HAS_NAMESAKE = `exists (select 1 from pg_trigger x where x.tgrelid = r.ev_class and x.tgname = r.rulename)`;

/** The rules of tables, as rows of triggers. Those of views belong to their views. `inScope` is SQL. */
export function rulesQuery(inScope: string): string {
  return `select json_build_object('schema', n.nspname, 'table', c.relname, 'name', r.rulename, 'event', 'ON ' || e.word,
    'action', rtrim(ltrim(substr(pg_get_ruledef(r.oid, true),
      length('CREATE RULE ' || quote_ident(r.rulename) || E' AS\\n    ON ' || e.word || ' TO ' || r.ev_class::regclass) + 1), E' \\n'), ';'),
    'isConstraint', false, 'isRule', true, 'state', r.ev_enabled, 'comment', obj_description(r.oid, 'pg_rewrite')) as row
  from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select (array['SELECT', 'UPDATE', 'INSERT', 'DELETE'])[r.ev_type::text::integer] as word) e
  where ${inScope} and c.relkind in ('r', 'p') and not ${HAS_NAMESAKE} and ${isOwn("pg_rewrite", "r.oid")} and ${isOwn("pg_class", "c.oid")}
  order by n.nspname collate "C", c.relname collate "C", r.rulename collate "C"`;
}

/** The condition of rules that are only named. */
export const IS_NAMED_RULE = `(c.relkind = 'f' or c.relkind in ('r', 'p') and ${HAS_NAMESAKE})`;

/** Rules are replaced in place. */
export function createRuleWriter(sql: SqlPieces): ObjectWriter<Trigger> {
  const define = ({ name, table, event, action }: Trigger, verb: string): string =>
    `${verb} RULE ${sql.quote(name)} AS ${event} TO ${sql.name(table)}\n${action}`;
  const target = ({ name, table }: ObjectReference): string =>
    `RULE ${sql.quote(name)} ON ${table === undefined ? "" : sql.name(table)}`;
  const enable = ({ name, table, attributes }: Trigger): string =>
    `ALTER TABLE ${sql.name(table)} ${ACTIONS[String(attributes?.[STATE])] ?? "ENABLE RULE"} ${sql.quote(name)}`;
  return {
    create: (rule) => [
      define(rule, "CREATE"),
      ...(rule.attributes?.[STATE] === undefined ? [] : [enable(rule)]),
      ...newComment(sql, target(rule), rule),
    ],
    change: (rule, previous) => [
      ...(previous !== undefined && previous.event === rule.event && previous.action === rule.action
        ? []
        : [define(rule, "CREATE OR REPLACE")]),
      ...(previous?.attributes?.[STATE] === rule.attributes?.[STATE] ? [] : [enable(rule)]),
      ...commentChange(sql, target(rule), rule, previous),
    ],
    drop: (reference) => [`DROP ${target(reference)}`],
  };
}
