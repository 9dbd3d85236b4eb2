import * as ormolu from "../../src/entry/index";
import * as typeorm from "typeorm";

/** The words that entity files of TypeORM are written with. Their types are this package's: such files have to compile. */
export type Vocabulary = Pick<
  typeof ormolu,
  | "AfterInsert"
  | "AfterLoad"
  | "AfterRecover"
  | "AfterRemove"
  | "AfterSoftRemove"
  | "AfterUpdate"
  | "BeforeInsert"
  | "BeforeRecover"
  | "BeforeRemove"
  | "BeforeSoftRemove"
  | "BeforeUpdate"
  | "Check"
  | "ChildEntity"
  | "Column"
  | "CreateDateColumn"
  | "DeleteDateColumn"
  | "Entity"
  | "EntitySchema"
  | "Exclusion"
  | "ForeignKey"
  | "Generated"
  | "Index"
  | "JoinColumn"
  | "JoinTable"
  | "ManyToMany"
  | "ManyToOne"
  | "OneToMany"
  | "OneToOne"
  | "PrimaryColumn"
  | "PrimaryGeneratedColumn"
  | "RelationId"
  | "TableInheritance"
  | "Tree"
  | "TreeChildren"
  | "TreeLevelColumn"
  | "TreeParent"
  | "Unique"
  | "UpdateDateColumn"
  | "VersionColumn"
  | "ViewColumn"
  | "ViewEntity"
  | "VirtualColumn"
>;

/** TypeORM's own. */
export const theirVocabulary = typeorm as unknown as Vocabulary;

/** The same words from the entry point of this package. */
export const ourVocabulary: Vocabulary = ormolu;

/** A reference to a class that is declared further down: a plain type would be read too early. */
export type { Relation } from "../../src/entry/index";
