package org.fascicle.workbench.catalog;

import java.util.Comparator;
import java.util.concurrent.Callable;
import org.osgi.framework.Version;

/**
 * A service that somebody offers to the catalog, before anybody has looked at it.
 *
 * @param name its name as the service property says, or what was found in its place
 * @param origin where it comes from
 * @param service gets the service; it may throw or give null, for that is a stranger's code
 */
record Offer(Object name, Origin origin, Callable<?> service) {
    /** The order of preference between offers of one name: the newest bundle, then the oldest service. */
    static final Comparator<Offer> PREFERENCE = Comparator
            .<Offer, Version>comparing(offer -> offer.origin().version()).reversed()
            .thenComparing(offer -> offer.origin().serviceId());

    /**
     * Where an offer comes from.
     *
     * @param bundle symbolic name of the bundle
     * @param version version of the bundle
     * @param bundleId the framework's number for the bundle
     * @param serviceId the framework's number for the service
     */
    record Origin(String bundle, Version version, long bundleId, long serviceId) {
        @Override
        public String toString() {
            return bundle + " " + version;
        }
    }
}
