"use client";

import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useRef, useState } from "react";
import { joinClasses } from "./class-names";
import { Input } from "./input";

type ComboboxProps<T> = {
  ref?: Ref<HTMLInputElement>;
  text: string;
  onText: (text: string) => void;
  /** Null: nothing is known for this text yet, so nothing is offered. */
  options: readonly T[] | null;
  keyOf: (option: T) => string;
  children: (option: T) => ReactNode;
  onChoose: (option: T) => void;
  /** What to say when there are no options. */
  none: string;
  placeholder?: string;
};

/**
 * A text field that offers options as one types (WAI-ARIA's combobox with a list): arrows walk, Enter takes, Escape
 * closes. Inside a Field it is labelled by it.
 */
export function Combobox<T>(props: ComboboxProps<T>) {
  const { text, options, keyOf } = props;
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const isShown = isOpen && options !== null;
  const shown = isShown ? options : [];
  const activeOption = shown[active];
  const list = useRef<HTMLDivElement>(null);
  const count = shown.length;
  useEffect(() => {
    if (count > 0) list.current?.scrollIntoView({ block: "nearest" });
  }, [count]);

  function choose(option: T) {
    props.onChoose(option);
    close();
  }

  function close() {
    setOpen(false);
    setActive(-1);
  }

  function handleKey(event: KeyboardEvent) {
    const last = shown.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const isDown = event.key === "ArrowDown";
      if (!isOpen) setOpen(true);
      else if (isDown) setActive(active >= last ? 0 : active + 1);
      else setActive(active <= 0 ? last : active - 1);
    } else if (event.key === "Enter" && activeOption) {
      event.preventDefault();
      choose(activeOption);
    } else if (event.key === "Escape" && isShown) {
      event.preventDefault();
      close();
    }
  }

  return (
    <div className="relative">
      <Input
        ref={props.ref}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        {...(activeOption && { "aria-activedescendant": `${id}-${keyOf(activeOption)}` })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={props.placeholder}
        value={text}
        onChange={(event) => {
          props.onText(event.target.value);
          setActive(-1);
          setOpen(true);
        }}
        onKeyDown={handleKey}
        onBlur={close}
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label="Matches"
        className={joinClasses(
          "absolute inset-x-0 top-full z-30 mt-1 max-h-80 overflow-y-auto rounded-box bg-raised p-1 shadow-menu",
          shown.length === 0 && "hidden",
        )}
      >
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which names the active option
          <div
            key={keyOf(option)}
            id={`${id}-${keyOf(option)}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={joinClasses(
              "flex min-h-11 cursor-pointer flex-col justify-center rounded-[5px] px-2.5 py-1.5",
              index === active && "bg-sunken",
            )}
            // The field keeps the focus: a press outside it would close the list before the click arrives.
            onMouseDown={(event) => event.preventDefault()}
            onMouseEnter={() => setActive(index)}
            onClick={() => choose(option)}
          >
            {props.children(option)}
          </div>
        ))}
      </div>
      <p
        role="status"
        className={
          isShown && shown.length === 0
            ? "absolute inset-x-0 top-full z-30 mt-1 rounded-box bg-raised px-3.5 py-3 text-ink-soft shadow-menu"
            : "sr-only"
        }
      >
        {isShown && sayCount(shown.length, props.none)}
      </p>
    </div>
  );
}

function sayCount(count: number, none: string): string {
  if (count === 0) return none;
  return count === 1 ? "One match, use the arrow keys" : `${count} matches, use the arrow keys`;
}
