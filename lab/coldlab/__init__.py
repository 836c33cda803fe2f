"""A Kubernetes cluster of network namespaces with a real data plane, to break and to mend."""
