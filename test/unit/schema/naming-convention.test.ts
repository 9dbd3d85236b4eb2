import { nameByConvention, type NameParts, type NamingConvention } from "../../../src/schema/naming-convention";

const convention: NamingConvention = {
  ix: "ix_%(column_0_label)s",
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  ck: "ck_%(table_name)s_%(constraint_name)s",
  fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
  pk: "pk_%(table_name)s",
};
const over = (kind: NameParts["kind"], rest: Partial<NameParts> = {}): NameParts => ({
  kind,
  table: "users",
  columns: ["first", "last"],
  ...rest,
});
const target = { referredTable: "people", referredColumns: ["a", "b"] };

describe("a naming convention", () => {
  it("names each kind by its template", () => {
    const names = (["ix", "uq", "pk"] as const).map((kind) => nameByConvention(convention, over(kind)));
    expect([...names, nameByConvention(convention, over("fk", target))]).toEqual([
      "ix_users_first",
      "uq_users_first_last",
      "pk_users",
      "fk_users_first_people",
    ]);
  });

  it.each([
    ["%(column_1_name)s", "last"],
    ["%(column_0_key)s", "first"],
    ["%(column_0N_name)s", "firstlast"],
    ["%(column_0_N_name)s", "first_last"],
    ["%(column_0N_label)s", "users_firstusers_last"],
    ["%(column_0_N_label)s", "users_first_users_last"],
    ["%(referred_column_0_name)s", "a"],
    ["%(referred_column_0_N_name)s", "a_b"],
    ["%(referred_column_1_label)s", "people_b"],
    ["100%_%(table_name)s", "100%_users"],
  ])("reads %s", (template, expected) => {
    expect(nameByConvention({ fk: template }, over("fk", target))).toBe(expected);
  });

  it("gives what has no columns digits of its own, always the same", () => {
    const name = (expression: string) => nameByConvention(convention, over("ck", { columns: [], expression }));
    expect([name("age > 0"), name("age > 0"), name("age > 1")]).toEqual([
      "ck_users_a11b2f0d",
      "ck_users_a11b2f0d",
      expect.stringMatching(/^ck_users_(?!a11b2f0d)[0-9a-f]{8}$/),
    ]);
  });

  it("takes a function", () => {
    const pk = ({ table, columns }: NameParts): string => `${table}${columns.length}Pk`;
    expect(nameByConvention({ pk }, over("pk"))).toBe("users2Pk");
  });

  it("says nothing of kinds that it does not name", () => {
    expect(nameByConvention({ ix: "x" }, over("pk"))).toBeUndefined();
  });

  it.each<[string, NamingConvention, NameParts]>([
    ["a token that nothing is known by", { ix: "%(tabel_name)s" }, over("ix")],
    ["a column that is not there", { ix: "%(column_2_name)s" }, over("ix")],
    ["columns where an expression stands", { ix: "%(column_0_name)s" }, over("ix", { columns: [] })],
    ["another table where none is referred to", { uq: "%(referred_table_name)s" }, over("uq")],
    ["a function that gives nothing", { pk: () => "" }, over("pk")],
  ])("refuses %s", (_what, given, parts) => {
    expect(() => nameByConvention(given, parts)).toThrow(expect.objectContaining({ code: "CONFIG.INVALID" }));
  });
});
