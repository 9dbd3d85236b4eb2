import { Column } from "../../../../src/metadata/decorators/column";
import { Entity } from "../../../../src/metadata/decorators/entity";
import { PrimaryGeneratedColumn } from "../../../../src/metadata/decorators/primary-column";

@Entity()
export class Animal {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: "text" })
  name!: string;
}

export class NotAnEntity {}

export const answer = 42;
