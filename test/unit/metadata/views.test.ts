import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import { Unique } from "../../../src/metadata/decorators/unique";
import { ViewColumn, ViewEntity } from "../../../src/metadata/decorators/view-entity";
import type { EntityClass } from "../../../src/metadata/entity-target";
import type { ViewEntityOptions } from "../../../src/metadata/options/view-options";

@Entity()
class Person {
  @PrimaryColumn("integer")
  id!: number;
}

/** A class for a view with these options. */
function viewClass(name: string, options: ViewEntityOptions, ...decorators: readonly ClassDecorator[]): EntityClass {
  const view = class {};
  Object.defineProperty(view, "name", { value: name });
  ViewColumn()(view.prototype, "id");
  for (const decorator of decorators) decorator(view);
  ViewEntity(options)(view);
  return view;
}

describe("view entities", () => {
  it("have columns without a key, a query, and the views before them", () => {
    const first = viewClass("First", { expression: "SELECT 1 AS id" });
    const second = viewClass("SecondView", {
      name: "second",
      expression: "SELECT id FROM first",
      materialized: true,
      withoutData: true,
      dependsOn: [first, "Person"],
    });
    const [one, two, person] = buildEntityMetadatas([first, second, Person]);
    expect(two).toMatchObject({ kind: "view", name: "SecondView", tableName: "second", primaryColumns: [] });
    expect(two!.columns.map(({ columnName }) => columnName)).toEqual(["id"]);
    expect(two!.view).toMatchObject({ expression: "SELECT id FROM first", isMaterialized: true, isWithoutData: true });
    expect(two!.view!.dependsOn).toEqual([one, person]);
    expect([one!.view?.isMaterialized, person!.view]).toEqual([false, undefined]);
  });

  const query = { expression: "SELECT 1 AS id" };
  const wrong: readonly [string, () => readonly EntityClass[], string][] = [
    ["no query", () => [viewClass("One", {})], 'class "One" has no query'],
    [
      "nothing stored to leave out",
      () => [viewClass("One", { ...query, withoutData: true })],
      'class "One" is not materialized, so it cannot be without data',
    ],
    [
      "an index over rows that are not stored",
      () => [viewClass("One", query, Index(["id"]))],
      'class "One" has an index, but its rows are not stored',
    ],
    ["a constraint", () => [viewClass("One", query, Unique(["id"]))], 'class "One" has a constraint'],
    [
      "a view that is not there",
      () => [viewClass("One", { ...query, dependsOn: ["Person"] })],
      'class "One" depends on "Person", which is not among the entities',
    ],
    ["itself before it", () => [viewClass("One", { ...query, dependsOn: ["One"] })], 'class "One" depends on itself'],
    [
      "a circle before it",
      () => [viewClass("One", { ...query, dependsOn: ["Two"] }), viewClass("Two", { ...query, dependsOn: ["One"] })],
      'class "Two" and class "One" depend on each other in a circle',
    ],
  ];

  it.each(wrong)("are refused with %s", (_name, classes, message) => {
    expect(() => buildEntityMetadatas(classes())).toThrow(
      expect.objectContaining({ code: "ENTITY.VIEW_INVALID", message }),
    );
  });

  it("have no relations", () => {
    @ViewEntity({ expression: "SELECT 1 AS id" })
    class Related {
      @ViewColumn()
      id!: number;

      @ManyToOne(() => Person)
      person!: Person;
    }
    expect(() => buildEntityMetadatas([Related, Person])).toThrow(
      expect.objectContaining({ code: "ENTITY.VIEW_INVALID", message: 'class "Related" has a relation: "person"' }),
    );
  });
});
