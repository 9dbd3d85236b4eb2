/** `ormolu/es`: the decorators of `ormolu` as standard decorators, without `experimentalDecorators` and reflect-metadata. */
import "../metadata/standard/metadata-symbol";

export {
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Generated,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
  VersionColumn,
  ViewColumn,
  VirtualColumn,
} from "../metadata/standard/columns";
export { Check, Exclusion, ForeignKey, Index, Unique } from "../metadata/standard/constraints";
export {
  ChildEntity,
  Entity,
  TableInheritance,
  Tree,
  TreeChildren,
  TreeLevelColumn,
  TreeParent,
  ViewEntity,
} from "../metadata/standard/entities";
export {
  AfterInsert,
  AfterLoad,
  AfterRecover,
  AfterRemove,
  AfterSoftRemove,
  AfterUpdate,
  BeforeInsert,
  BeforeRecover,
  BeforeRemove,
  BeforeSoftRemove,
  BeforeUpdate,
} from "../metadata/standard/listeners";
export {
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  OneToOne,
  RelationId,
} from "../metadata/standard/relations";
export type {
  StandardClassDecorator,
  StandardDecorator,
  StandardFieldDecorator,
  StandardMethodDecorator,
} from "../metadata/standard/standard-decorator";
