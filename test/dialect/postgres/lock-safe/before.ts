import { Column, Entity, PrimaryGeneratedColumn } from "../../../../src/entry/index";

@Entity("teams")
export class Team {
  @PrimaryGeneratedColumn()
  id!: number;
}

@Entity("users")
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: "varchar", nullable: true })
  email!: string | null;

  @Column({ type: "integer", nullable: true })
  age!: number | null;

  @Column({ type: "integer", nullable: true })
  teamId!: number | null;
}
