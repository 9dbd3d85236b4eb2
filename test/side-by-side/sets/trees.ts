import { defineSet } from "../entity-set";
import type { Relation } from "../vocabulary";

/** Rows below rows. */
export const treeSets = [
  defineSet("an adjacency list", { covers: ["Tree(adjacency-list)", "TreeParent", "TreeChildren"] }, (orm) => {
    @orm.Entity()
    @orm.Tree("adjacency-list")
    class Category {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
      @orm.TreeParent()
      parent!: Relation<Category>;
      @orm.TreeChildren()
      children!: Relation<Category>[];
    }
    return [Category];
  }),
  defineSet("nested sets", { covers: ["Tree(nested-set)"] }, (orm) => {
    @orm.Entity()
    @orm.Tree("nested-set")
    class Category {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.TreeChildren()
      children!: Relation<Category>[];
      @orm.TreeParent()
      parent!: Relation<Category>;
    }
    return [Category];
  }),
  defineSet("materialized paths", { covers: ["Tree(materialized-path)"] }, (orm) => {
    @orm.Entity()
    @orm.Tree("materialized-path")
    class Category {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.TreeChildren()
      children!: Relation<Category>[];
      @orm.TreeParent()
      parent!: Relation<Category>;
      @orm.Column()
      name!: string;
    }
    return [Category];
  }),
  defineSet("a closure table", { covers: ["Tree(closure-table)", "TreeLevelColumn"] }, (orm) => {
    @orm.Entity()
    @orm.Tree("closure-table")
    class Category {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.TreeChildren()
      children!: Relation<Category>[];
      @orm.TreeParent()
      parent!: Relation<Category>;
      @orm.TreeLevelColumn()
      level!: number;
    }
    return [Category];
  }),
  defineSet(
    "names in a closure table",
    { covers: ["Tree.closureTableName", "Tree.ancestorColumnName", "Tree.descendantColumnName"] },
    (orm) => {
      @orm.Entity()
      @orm.Tree("closure-table", {
        closureTableName: "category_paths",
        ancestorColumnName: (column) => `up_${column.propertyName}`,
        descendantColumnName: (column) => `down_${column.propertyName}`,
      })
      class Category {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.TreeChildren({ cascade: true })
        children!: Relation<Category>[];
        @orm.TreeParent({ onDelete: "CASCADE" })
        parent!: Relation<Category>;
      }
      return [Category];
    },
  ),
  defineSet(
    "what happens in a tree when a row goes",
    { covers: ["TreeParent.onDelete", "TreeChildren.cascade"] },
    (orm) => {
      @orm.Entity()
      @orm.Tree("materialized-path")
      class Category {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.TreeChildren({ cascade: true })
        children!: Relation<Category>[];
        @orm.TreeParent({ onDelete: "CASCADE" })
        parent!: Relation<Category>;
      }
      return [Category];
    },
  ),
  defineSet("trees with keys of other types", { covers: ["Tree(closure-table)", "Tree(materialized-path)"] }, (orm) => {
    @orm.Entity()
    @orm.Tree("closure-table")
    class Page {
      @orm.PrimaryColumn({ length: 30 })
      slug!: string;
      @orm.TreeChildren()
      children!: Relation<Page>[];
      @orm.TreeParent()
      parent!: Relation<Page>;
    }
    @orm.Entity({ name: "folders" })
    @orm.Tree("materialized-path")
    class Folder {
      @orm.PrimaryGeneratedColumn("uuid")
      id!: string;
      @orm.TreeChildren()
      children!: Relation<Folder>[];
      @orm.TreeParent()
      @orm.JoinColumn({ name: "parent_id" })
      parent!: Relation<Folder>;
    }
    return [Page, Folder];
  }),
];
