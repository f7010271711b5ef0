/**
 * Puts a follower's lab on the projector: only while each device that is in it has said yes, and only as long as none of
 * them says no.
 */
export class Showing {
  #asked: { readonly id: number; readonly lab: number; readonly yes: Set<string> } | null = null;
  #refused: number | null = null;
  #shown: number | null = null;
  #lastId = 0;

  /** The lab that is on the projector. */
  get shown(): number | null {
    return this.#shown;
  }

  get asked(): number | null {
    return this.#shown === null ? this.lab : null;
  }

  /** The lab that is on the projector, or is to be. */
  get lab(): number | null {
    return this.#asked?.lab ?? null;
  }

  /** The lab whose people have said no to the last question. */
  get refused(): number | null {
    return this.#refused;
  }

  /** The name of the question that stands in this lab, answered or not. */
  questionIn(lab: number): number | undefined {
    return this.#asked?.lab === lab ? this.#asked.id : undefined;
  }

  hasAgreed(device: string | undefined): boolean {
    return device !== undefined && this.#asked?.yes.has(device) === true;
  }

  ask(lab: number): void {
    this.#lastId += 1;
    this.#asked = { id: this.#lastId, lab, yes: new Set() };
    this.#refused = null;
    this.#shown = null;
  }

  /** `here` are the devices that are in the lab. Returns false if it changes nothing, as one to an earlier question. */
  answer(lab: number, device: string, asked: number, yes: boolean, here: ReadonlySet<string>): boolean {
    if (this.#asked?.lab !== lab || this.#asked.id !== asked) return false;
    if (!yes) {
      this.hide();
      this.#refused = lab;
      return true;
    }
    if (this.#asked.yes.has(device)) return false;
    this.#asked.yes.add(device);
    this.look(lab, here);
    return true;
  }

  /** Somebody has left the lab, and the others may all have agreed; or has come, and is asked first. */
  look(lab: number, here: ReadonlySet<string>): void {
    const asked = this.#asked;
    if (asked?.lab !== lab || here.size === 0) return;
    this.#shown = [...here].every((device) => asked.yes.has(device)) ? lab : null;
  }

  hide(): void {
    this.#asked = null;
    this.#refused = null;
    this.#shown = null;
  }
}
