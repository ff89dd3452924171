// An empty program: what start-up costs before any tool of ours is linked.
int main() {}
