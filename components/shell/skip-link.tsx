/** The first stop of Tab: past what every page begins with. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-box focus:bg-accent focus:px-4 focus:py-2 focus:text-on-accent"
    >
      Skip to the content
    </a>
  );
}
