package org.fascicle.bench;

import org.fascicle.testkit.LayerContract;

class IdentityShortcutTest extends LayerContract<IdentityShortcut> {
}
