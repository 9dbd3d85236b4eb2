import type { ObjectWriter, SqlPieces } from "../../../dialect/object-writer";
import { OrmError } from "../../../errors/orm-error";
import type { Policy } from "../../../schema/model";
import { describeObject, type ObjectReference } from "../../../schema/object-reference";
import { isSameData } from "../../../util/stable-json";
import type { Catalog } from "../catalog";
import { commentChange, newComment } from "../comment-change";
import { withoutParentheses } from "../expression-text";
import type { NameIn } from "../name-in";

const COMMANDS: Readonly<Record<string, NonNullable<Policy["command"]>>> = {
  r: "select",
  a: "insert",
  w: "update",
  d: "delete",
};

/** The policies of tables out of the catalog. */
export function readPolicies({ objects }: Catalog, nameIn: NameIn): readonly Policy[] {
  return objects.policies.map((row) => {
    const command = COMMANDS[row.command];
    return {
      kind: "policy",
      ...nameIn(row.schema, row.name),
      table: nameIn(row.schema, row.table),
      ...(command === undefined ? {} : { command }),
      ...(row.isPermissive ? {} : { restrictive: true }),
      ...(row.roles.length === 0 ? {} : { roles: row.roles }),
      ...(row.using === null ? {} : { using: withoutParentheses(row.using) }),
      ...(row.check === null ? {} : { check: withoutParentheses(row.check) }),
      ...(row.comment === null ? {} : { comment: row.comment }),
    };
  });
}

/** Roles and conditions change in place; a condition cannot be taken away, nor can the command change. */
export function createPolicyWriter(sql: SqlPieces): ObjectWriter<Policy> {
  const target = ({ name, table }: ObjectReference): string =>
    `POLICY ${sql.quote(name)} ON ${table === undefined ? "" : sql.name(table)}`;
  const clauses = ({ roles, using, check }: Policy): readonly string[] => [
    ...(roles === undefined ? [] : [`TO ${roles.map((role) => roleText(sql, role)).join(", ")}`]),
    ...(using === undefined ? [] : [`USING (${using})`]),
    ...(check === undefined ? [] : [`WITH CHECK (${check})`]),
  ];
  const create = (policy: Policy): readonly string[] => [
    [
      `CREATE ${target(policy)}`,
      ...(policy.restrictive === true ? ["AS RESTRICTIVE"] : []),
      ...(policy.command === undefined ? [] : [`FOR ${wordOf(policy)}`]),
      ...clauses(policy),
    ].join("\n  "),
    ...newComment(sql, target(policy), policy),
  ];
  const drop = (policy: ObjectReference): string => `DROP ${target(policy)}`;
  return {
    create,
    change: (policy, previous) => {
      if (previous === undefined || !isAlterable(previous, policy)) return [drop(policy), ...create(policy)];
      const changed = clauses({ ...policy, roles: policy.roles ?? ["public"] });
      return [
        ...(hasSameConditions(previous, policy) ? [] : [[`ALTER ${target(policy)}`, ...changed].join("\n  ")]),
        ...commentChange(sql, target(policy), policy, previous),
      ];
    },
    drop: (reference) => [drop(reference)],
  };
}

/** @throws OrmError `OPERATION.INVALID`. */
function wordOf(policy: Policy): string {
  const command = Object.values(COMMANDS).find((known) => known === policy.command);
  if (command !== undefined) return command.toUpperCase();
  throw new OrmError("OPERATION.INVALID", `${describeObject(policy)} is for no command of SQL: "${policy.command}"`, {
    hint: "Write select, insert, update or delete, or leave the command out for all of them.",
  });
}

/** Whether ALTER POLICY makes the one of the other. */
function isAlterable(previous: Policy, wanted: Policy): boolean {
  return (
    previous.command === wanted.command &&
    (previous.restrictive === true) === (wanted.restrictive === true) &&
    (previous.using === undefined || wanted.using !== undefined) &&
    (previous.check === undefined || wanted.check !== undefined)
  );
}

function hasSameConditions(previous: Policy, policy: Policy): boolean {
  return previous.using === policy.using && previous.check === policy.check && isSameData(previous.roles, policy.roles);
}

/** The words that stand for a role are written without quotes. */
function roleText(sql: SqlPieces, role: string): string {
  return /^(public|current_role|current_user|session_user)$/i.test(role) ? role.toUpperCase() : sql.quote(role);
}
