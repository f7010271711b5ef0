import { useEffect } from 'react';
import { useInspector } from '../../stage/model/selection-store.ts';
import { usePanels } from '../../ui/panels-store.ts';

/** Says whether the drawer is open. A click on an object opens it. */
export function useInspectorPanel(): boolean {
  const selected = useInspector((inspector) => inspector.selected);
  const open = usePanels((panels) => panels.inspector);
  useEffect(() => {
    if (selected !== null) usePanels.setState({ inspector: true });
  }, [selected]);
  return open;
}
