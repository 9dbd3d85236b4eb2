import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { ChildEntity, TableInheritance } from "../../../src/metadata/decorators/table-inheritance";
import { Tree, TreeChildren, TreeLevelColumn, TreeParent } from "../../../src/metadata/decorators/tree";
import type { EntityClass } from "../../../src/metadata/entity-target";
import type { TreeType } from "../../../src/metadata/options/tree-type";
import { failure } from "./failure";
import { summarize } from "./summarize";

function tree(type: TreeType): EntityClass {
  @Entity()
  @Tree(type)
  class Category {
    @PrimaryGeneratedColumn() id!: number;
    @TreeChildren({ cascade: ["insert"] }) children!: Category[];
    @TreeParent({ onDelete: "CASCADE" }) parent!: Category;
  }
  return Category;
}

describe("a tree", () => {
  it("has a relation to the parent and one to the children, which lead to each other", () => {
    const [category] = buildEntityMetadatas([tree("adjacency-list")]);
    const { parent, children, ...rest } = category!.tree!;
    expect({
      rest,
      parent: [parent.propertyName, parent.type, parent.treePart, parent.target === category, parent.onDelete],
      children: [children!.propertyName, children!.type, children!.treePart, children!.cascade.insert],
      areInverse: parent.inverse === children && children!.inverse === parent,
    }).toEqual({
      rest: { type: "adjacency-list" },
      parent: ["parent", "many-to-one", "parent", true, "CASCADE"],
      children: ["children", "one-to-many", "children", true],
      areInverse: true,
    });
  });

  it("of paths has a column for them before the join columns", () => {
    const [category] = buildEntityMetadatas([tree("materialized-path")]);
    const { pathColumn } = category!.tree!;
    expect(category!.columns.map(({ columnName }) => columnName)).toEqual(["id", "mpath", "parentId"]);
    expect(pathColumn).toMatchObject({
      type: { logical: "string" },
      isNullable: true,
      isVirtual: true,
      default: "",
      treePart: "path",
    });
  });

  it("of nested sets has columns for the bounds", () => {
    const [category] = buildEntityMetadatas([tree("nested-set")]);
    const { leftColumn, rightColumn } = category!.tree!;
    expect(
      [leftColumn, rightColumn].map((column) => [column?.columnName, column?.default, column?.isNullable]),
    ).toEqual([
      ["nsleft", 1, false],
      ["nsright", 2, false],
    ]);
  });

  it("of pairs has a table for them, with the key of both sides", () => {
    @Entity()
    @Tree("closure-table")
    class Place {
      @PrimaryColumn() country!: number;
      @PrimaryColumn({ length: 9 }) code!: string;
      @TreeParent() parent!: Place;
      @TreeLevelColumn() level!: number;
    }
    const [place, closure] = buildEntityMetadatas([Place]);
    expect(place!.tree!.levelColumn).toBe(place!.columnsByProperty.get("level"));
    expect(place!.tree!.closure!.table).toBe(closure);
    expect(summarize(closure!)).toEqual([
      "closure place_closure",
      "  country_ancestor <number> primary virtual",
      "  country_descendant <number> primary virtual",
      "  code_ancestor <string> primary virtual",
      "  code_descendant <string> primary virtual",
      "  level <number> virtual",
      "  PK_0f88ed17a153ff9ae4e866d3388 (country_ancestor, country_descendant, code_ancestor, code_descendant)",
      "  IDX_31adbfd3ad60c2bb1600cc6a41 on (country_ancestor, code_ancestor)",
      "  IDX_ee2d7aca9067f7adfb884c53bf on (country_descendant, code_descendant)",
      "  FK_31adbfd3ad60c2bb1600cc6a41d (country_ancestor, code_ancestor) -> place (country, code) CASCADE -",
      "  FK_ee2d7aca9067f7adfb884c53bfe (country_descendant, code_descendant) -> place (country, code) CASCADE -",
    ]);
  });

  it("takes the names of the table of pairs from the options", () => {
    @Entity({ schema: "shop" })
    @Tree("closure-table", {
      closureTableName: "paths",
      closureTableSchema: "trees",
      ancestorColumnName: ({ propertyName }) => `up_${propertyName}`,
      descendantColumnName: ({ propertyName }) => `down_${propertyName}`,
    })
    class Category {
      @PrimaryGeneratedColumn() id!: number;
      @TreeParent() parent!: Category;
    }
    const closure = buildEntityMetadatas([Category], { entityPrefix: "app_" })[1]!;
    expect([closure.schema, closure.tableName, ...closure.columns.map(({ columnName }) => columnName)]).toEqual([
      "trees",
      "app_paths_closure",
      "up_id",
      "down_id",
    ]);
  });

  it("is declared by an abstract class for the entities that extend it", () => {
    @Tree("materialized-path")
    abstract class Node {
      @PrimaryGeneratedColumn() id!: number;
      @TreeParent() parent!: Node;
      @TreeChildren() children!: Node[];
    }
    @Entity()
    class Folder extends Node {}
    @Entity()
    class Region extends Node {}
    const metadatas = buildEntityMetadatas([Folder, Region]);
    expect(metadatas.map(({ tree: own }) => [own?.type, own?.parent.target.name])).toEqual([
      ["materialized-path", "Folder"],
      ["materialized-path", "Region"],
    ]);
  });

  it("is shared by the classes that share its table", () => {
    @Entity()
    @Tree("closure-table")
    @TableInheritance()
    class Node {
      @PrimaryGeneratedColumn() id!: number;
      @TreeParent() parent!: Node;
      @TreeChildren() children!: Node[];
    }
    @ChildEntity()
    class File extends Node {
      @Column() size!: number;
    }
    const [node, file, ...others] = buildEntityMetadatas([Node, File]);
    expect([file!.tree === node!.tree, file!.tree!.parent.target === node, others.map(({ kind }) => kind)]).toEqual([
      true,
      true,
      ["closure"],
    ]);
  });
});

describe("a tree is refused", () => {
  const build = (decorate: (target: EntityClass & { prototype: object }) => void) => () => {
    class Thing {
      @PrimaryColumn() id!: number;
      a!: object;
      b!: object;
    }
    decorate(Thing);
    Entity()(Thing);
    return buildEntityMetadatas([Thing]);
  };

  it.each<[string, (target: EntityClass & { prototype: object }) => void, string]>([
    [
      "without a parent",
      (target) => {
        Tree("nested-set")(target);
        TreeChildren()(target.prototype, "a");
      },
      'class "Thing": the tree has no @TreeParent() | Add the property that leads to the parent.',
    ],
    [
      "with two parents",
      (target) => {
        Tree("nested-set")(target);
        TreeParent()(target.prototype, "a");
        TreeParent()(target.prototype, "b");
      },
      'class "Thing": properties "a" and "b" both have @TreeParent() | Keep one of them: an entity is one tree.',
    ],
    [
      "told of twice",
      (target) => {
        Tree("nested-set")(target);
        Tree("closure-table")(target);
      },
      'class "Thing" has two @Tree() decorators | Keep one: rows are kept as one kind of tree.',
    ],
    [
      "of an unknown type",
      (target) => {
        Tree("path" as TreeType)(target);
        TreeParent()(target.prototype, "a");
      },
      'class "Thing": "path" is no type of tree | Use one of adjacency-list, closure-table, nested-set, materialized-path.',
    ],
    [
      "that only its parts tell of",
      (target) => TreeParent()(target.prototype, "a"),
      'class "Thing": property "a" has @TreeParent(), but the class has no @Tree() | Put @Tree("materialized-path") or another type on the class, or use @ManyToOne() and @OneToMany().',
    ],
  ])("%s", (_case, decorate, expected) => {
    expect(failure(build(decorate))).toBe(`ENTITY.TREE_INVALID ${expected}`);
  });
});
