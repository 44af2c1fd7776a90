import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

const NEAR_END_PX = 48;
const SETTLE_MS = 300;

/**
 * Keeps the end in sight while the person is at the end, whatever grows or arrives, and leaves
 * the scroll alone once they went up.
 */
export function useFollowing(
  scroller: RefObject<HTMLElement | null>,
  /** Whether what is loaded ends with the newest: only there is an end to keep in sight. */
  complete: boolean,
  startsAtEnd: boolean,
): { atEnd: boolean; follow: () => void } {
  const [initially] = useState(startsAtEnd && complete);
  const following = useRef(initially);
  const ends = useRef(complete);
  ends.current = complete;
  const [atEnd, setAtEnd] = useState(initially);

  const stick = useCallback(() => {
    const element = scroller.current;
    if (element !== null && following.current) element.scrollTop = element.scrollHeight;
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let top = element.scrollTop;
    let height = element.scrollHeight;
    // While the start is being found the end may pass by, and must not hold on.
    let settled = initially;
    const settling = setTimeout(() => {
      settled = true;
      scrolled();
    }, SETTLE_MS);
    const scrolled = () => {
      const left = element.scrollHeight - element.clientHeight - element.scrollTop;
      const wentUp = element.scrollTop < top && element.scrollHeight === height;
      if (left < NEAR_END_PX && settled && ends.current) following.current = true;
      else if (wentUp) following.current = false;
      top = element.scrollTop;
      height = element.scrollHeight;
      setAtEnd(left < NEAR_END_PX || following.current);
    };
    const resized = new ResizeObserver(() => {
      stick();
      scrolled();
    });
    for (const each of [element, ...element.children]) resized.observe(each);
    element.addEventListener('scroll', scrolled, { passive: true });
    stick();
    return () => {
      clearTimeout(settling);
      resized.disconnect();
      element.removeEventListener('scroll', scrolled);
    };
  }, [scroller, stick, initially]);

  const follow = useCallback(() => {
    following.current = true;
    stick();
  }, [stick]);
  return { atEnd, follow };
}
