import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import type { Attributes, Trigger } from "../../../schema/model";
import type { ObjectReference } from "../../../schema/object-reference";
import type { PostgresFeatures } from "../capabilities";
import type { Catalog } from "../catalog";
import { commentChange, newComment } from "../comment-change";
import type { NameIn } from "../name-in";
import { createRuleWriter, IS_RULE } from "./rules";

/** The trigger is a constraint, which can wait for the end of the transaction. */
const IS_CONSTRAINT = "postgres.constraint";

/** When the trigger acts beside the usual sessions: `disabled` (never), `replica` (in replication alone), `always`. */
const STATE = "postgres.state";

const STATES: Readonly<Record<string, string>> = { D: "disabled", R: "replica", A: "always" };

const ACTIONS: Readonly<Record<string, string>> = {
  disabled: "DISABLE TRIGGER",
  replica: "ENABLE REPLICA TRIGGER",
  always: "ENABLE ALWAYS TRIGGER",
};

/**
 * Triggers of tables and views out of the catalog, and the rules of tables, which are triggers to the model: what the server does by
 * itself at a statement. Their attributes: `postgres.constraint`, `postgres.rule` (true) and `postgres.state`.
 */
export function readTriggers({ objects }: Catalog, nameIn: NameIn): readonly Trigger[] {
  return objects.triggers.map(({ schema, table, name, event, action, isConstraint, isRule, state, comment }) => {
    const owner = nameIn(schema, table);
    const word = STATES[state];
    const attributes: Attributes = {
      ...(isConstraint ? { [IS_CONSTRAINT]: true } : {}),
      ...(isRule === true ? { [IS_RULE]: true } : {}),
      ...(word === undefined ? {} : { [STATE]: word }),
    };
    return {
      kind: "trigger",
      ...nameIn(schema, name),
      table: owner,
      event,
      action,
      ...(comment === null ? {} : { comment }),
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    };
  });
}

/** One writer for triggers and rules. What becomes the other goes and comes again. */
export function createTriggerWriter(sql: SqlPieces, features: PostgresFeatures): ObjectWriter<Trigger> {
  const [triggers, rules] = [createPlainTriggerWriter(sql, features), createRuleWriter(sql)];
  const isRule = (trigger: Trigger | undefined): boolean => trigger?.attributes?.[IS_RULE] === true;
  const writerOf = (trigger: Trigger | undefined): ObjectWriter<Trigger> => (isRule(trigger) ? rules : triggers);
  return {
    create: (trigger) => writerOf(trigger).create(trigger),
    change: (trigger, previous, schema) =>
      previous === undefined || isRule(previous) === isRule(trigger)
        ? writerOf(trigger).change(trigger, previous, schema)
        : [...writerOf(previous).drop(previous, previous), ...writerOf(trigger).create(trigger)],
    drop: (reference, dropped) => writerOf(dropped).drop(reference, dropped),
  };
}

/** Replaced in place where the server can (version 14, and not a constraint), else dropped and created. */
function createPlainTriggerWriter(sql: SqlPieces, features: PostgresFeatures): ObjectWriter<Trigger> {
  const define = (trigger: Trigger, verb: string): string =>
    `${verb} TRIGGER ${sql.quote(trigger.name)} ${trigger.event} ON ${sql.name(trigger.table)}\n${trigger.action}`;
  const target = ({ name, table }: ObjectReference): string =>
    `TRIGGER ${sql.quote(name)} ON ${table === undefined ? "" : sql.name(table)}`;
  const enable = ({ name, table, attributes }: Trigger): string => {
    const action = ACTIONS[String(attributes?.[STATE])] ?? "ENABLE TRIGGER";
    return `ALTER TABLE ${sql.name(table)} ${action} ${sql.quote(name)}`;
  };
  const create = (trigger: Trigger): readonly string[] => [
    define(trigger, trigger.attributes?.[IS_CONSTRAINT] === true ? "CREATE CONSTRAINT" : "CREATE"),
    ...(trigger.attributes?.[STATE] === undefined ? [] : [enable(trigger)]),
    ...newComment(sql, target(trigger), trigger),
  ];
  const drop = (trigger: ObjectReference): string => `DROP ${target(trigger)}`;
  return {
    create,
    change: (trigger, previous) => {
      if (previous !== undefined && hasSameDefinition(previous, trigger)) {
        return [
          ...(previous.attributes?.[STATE] === trigger.attributes?.[STATE] ? [] : [enable(trigger)]),
          ...commentChange(sql, target(trigger), trigger, previous),
        ];
      }
      if (!isReplaceable(previous, trigger, features)) return [drop(trigger), ...create(trigger)];
      return [
        define(trigger, "CREATE OR REPLACE"),
        // A trigger that is replaced is enabled again.
        ...(trigger.attributes?.[STATE] === undefined ? [] : [enable(trigger)]),
        ...commentChange(sql, target(trigger), trigger, previous),
      ];
    },
    drop: (reference) => [drop(reference)],
  };
}

/** Whether the server replaces the one by the other; a trigger of which nothing is known may be a constraint. */
function isReplaceable(previous: Trigger | undefined, wanted: Trigger, features: PostgresFeatures): boolean {
  if (!features.replaceTrigger || previous === undefined) return false;
  return [previous, wanted].every(({ attributes }) => attributes?.[IS_CONSTRAINT] !== true);
}

/** Whether two triggers differ in nothing but their comment and whether they are enabled. */
function hasSameDefinition(one: Trigger, other: Trigger): boolean {
  return (
    one.event === other.event &&
    one.action === other.action &&
    one.attributes?.[IS_CONSTRAINT] === other.attributes?.[IS_CONSTRAINT]
  );
}
