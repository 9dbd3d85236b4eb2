import type { SchemaObject } from "../../src/schema/model";
import type { Random } from "./random";

/** What the objects of a table are made over; columns are named with their table, so that renames find them. */
export interface ObjectPlace {
  readonly random: Random;
  readonly table: string;
  readonly columns: readonly string[];
  /** A table of the same model, perhaps the same one. */
  readonly other: string;
}

/** Objects of which each may stand on those before it. */
export type ObjectGroups = (place: ObjectPlace) => readonly (readonly SchemaObject[])[];

const list = (table: string, columns: readonly string[]): string =>
  ["id", ...columns].map((column) => `${table}.${column}`).join(", ");

const view = (name: string, query: string): SchemaObject => ({ kind: "view", name, query });

/** A view, one over it, and one over two tables. */
const views = ({ table, columns, other }: ObjectPlace): readonly (readonly SchemaObject[])[] => [
  [
    view(`v_${table}`, `SELECT ${list(table, columns)} FROM ${table}`),
    view(`w_${table}`, `SELECT count(*) AS amount FROM v_${table}`),
  ],
  other === table
    ? []
    : [
        view(
          `j_${table}`,
          `SELECT ${list(table, columns)}, ${other}.id AS other_id FROM ${table} JOIN ${other} ON ${other}.id = ${table}.id`,
        ),
      ],
];

const trigger = (name: string, table: string, event: string, action: string): SchemaObject => ({
  kind: "trigger",
  name,
  table: { name: table },
  event,
  action,
});

export const postgresObjects: ObjectGroups = (place) => {
  const { random, table, columns } = place;
  const body = random.pick(["RETURN NEW;", "PERFORM 1; RETURN NEW;"]);
  const event = random.pick(["BEFORE INSERT", `BEFORE UPDATE OF ${["id", ...columns].join(", ")}`]);
  return [
    ...views(place),
    [
      {
        kind: "materializedView",
        name: `m_${table}`,
        query: `SELECT ${list(table, columns)} FROM ${table} WHERE ${table}.id > 0`,
        ...(random.chance(0.5) ? { indexes: [{ name: `im_${table}`, parts: [{ column: "id" }], unique: true }] } : {}),
      },
    ],
    [{ kind: "sequence", name: `s_${table}`, start: random.pick(["100", "5"]), increment: random.pick(["1", "2"]) }],
    [
      {
        kind: "function",
        name: `f_${table}`,
        arguments: "",
        definition: `() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`,
      },
      trigger(`g_${table}`, table, event, `FOR EACH ROW EXECUTE FUNCTION f_${table}()`),
    ],
    [
      {
        kind: "policy",
        name: `p_${table}`,
        table: { name: table },
        using: `id > ${random.below(2)}`,
        ...(random.chance(0.5) ? { command: "select" } : {}),
      },
    ],
  ];
};

export const mysqlObjects =
  (hasSequences: boolean): ObjectGroups =>
  (place) => {
    const { random, table, columns } = place;
    const column = random.pick(["id", ...columns]);
    const routine = (type: string, name: string, definition: string): SchemaObject => ({
      kind: "function",
      name,
      definition,
      ...(type === "function" ? {} : { type }),
    });
    return [
      ...views(place),
      [
        trigger(`g_${table}`, table, "BEFORE INSERT", `FOR EACH ROW SET @seen = ${random.below(2)}`),
        trigger(`h_${table}`, table, "AFTER DELETE", `FOR EACH ROW SET @gone = OLD.${column}`),
      ],
      [
        routine("procedure", `p_${table}`, `()\nBEGIN SELECT ${list(table, columns)} FROM ${table}; END`),
        routine("function", `f_${table}`, `(a int) RETURNS int DETERMINISTIC\nRETURN a + ${random.below(2)}`),
      ],
      [
        routine(
          "event",
          `e_${table}`,
          `ON SCHEDULE EVERY ${1 + random.below(2)} DAY STARTS '2030-01-01 00:00:00' DISABLE DO DO 1`,
        ),
      ],
      hasSequences ? [{ kind: "sequence", name: `s_${table}`, start: random.pick(["100", "5"]) }] : [],
    ];
  };

export const sqliteObjects: ObjectGroups = (place) => {
  const { random, table, columns, other } = place;
  const event = random.pick(["AFTER DELETE", `AFTER UPDATE OF ${["id", ...columns].join(", ")}`]);
  return [
    ...views(place),
    [
      view(`u_${table}`, `SELECT ${list(table, columns)} FROM ${table}`),
      trigger(`i_${table}`, `u_${table}`, "INSTEAD OF DELETE", `BEGIN DELETE FROM ${table} WHERE id = OLD.id; END`),
    ],
    [trigger(`g_${table}`, table, event, `BEGIN UPDATE ${other} SET id = id WHERE id = OLD.id; END`)],
  ];
};
